//! What can be done to a ledger behind the server's back, and what a look through it must find then.

use sync_server::verify::Fault;

/// What is done to a ledger, and what is found then.
pub(super) const TAMPERINGS: &[(&str, &[Fault])] = &[
    // The audit log.
    ("DELETE FROM audit WHERE seq = 3", &[Fault::AuditGap]),
    ("UPDATE audit SET about = '{}' WHERE seq = 2", &[Fault::AuditContent]),
    ("UPDATE audit SET at = at + 1 WHERE seq = 2", &[Fault::AuditContent]),
    (
        "UPDATE audit SET previous = zeroblob(32) WHERE seq = 4",
        &[Fault::AuditLink, Fault::AuditContent],
    ),
    ("UPDATE audit SET algorithm = 'sm9' WHERE seq = 2", &[Fault::AuditAlgorithm]),
    (
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        &[Fault::AuditEnd],
    ),
    // The order.
    ("UPDATE town SET head = head + 2", &[Fault::OrderGap]),
    ("UPDATE town SET head = head - 1", &[Fault::BeyondHead]),
    (
        "DELETE FROM changes WHERE body LIKE '%2号%'",
        &[Fault::OrderGap, Fault::NoChange, Fault::OtherRecord],
    ),
    (
        "UPDATE changes SET id = (SELECT id FROM changes WHERE body LIKE '%2号%') WHERE body LIKE '%乙%'",
        &[
            Fault::DoubleId,
            Fault::ChangeColumns,
            Fault::ChangeContent,
            Fault::ReceiptPlace,
            Fault::NoChange,
        ],
    ),
    // What a change says.
    (
        "UPDATE changes SET area = '620602108003009' WHERE body LIKE '%乙%'",
        &[Fault::ChangeColumns],
    ),
    (
        "UPDATE changes SET class = 'c3' WHERE class = 'c3s' AND body LIKE '%张三%'",
        &[Fault::ChangeColumns],
    ),
    (
        "UPDATE records SET class = 'c3' WHERE class = 'c3s'",
        &[Fault::RecordColumns],
    ),
    (
        "UPDATE changes SET body = replace(body, '乙', '丙') WHERE body LIKE '%乙%'",
        &[Fault::ChangeContent, Fault::OtherRecord],
    ),
    (
        "UPDATE changes SET body = replace(body, '乙', '丙') WHERE body LIKE '%乙%';
         UPDATE records SET body = replace(body, '乙', '丙') WHERE body LIKE '%乙%'",
        &[Fault::ChangeContent],
    ),
    (
        "UPDATE changes SET body = replace(body, '102.12345678901234', '102.12345678901235')
         WHERE body LIKE '%102.12345678901234%'",
        &[Fault::ChangeContent, Fault::OtherRecord],
    ),
    (
        "UPDATE changes SET body = replace(body, '\"create\"', '\"edit\"') WHERE body LIKE '%乙%'",
        &[Fault::ChangeContent, Fault::DoesNotFold],
    ),
    ("UPDATE changes SET body = '{' WHERE body LIKE '%乙%'", &[Fault::Unreadable]),
    // Receipts.
    (
        "DELETE FROM receipts WHERE id = (SELECT id FROM changes WHERE body LIKE '%乙%')",
        &[Fault::NoReceipt],
    ),
    (
        "UPDATE receipts SET status = '{\"status\":\"stored\",\"seq\":1}'
         WHERE id = (SELECT id FROM changes WHERE body LIKE '%乙%')",
        &[Fault::ReceiptPlace],
    ),
    (
        "UPDATE receipts SET status = '' WHERE id = (SELECT id FROM changes WHERE body LIKE '%乙%')",
        &[Fault::Unreadable],
    ),
    // Records.
    (
        "DELETE FROM records WHERE body LIKE '%乙%'",
        &[Fault::NoRecord, Fault::OtherDigest],
    ),
    (
        "UPDATE records SET body = replace(body, '2号', '3号') WHERE body LIKE '%2号%'",
        &[Fault::OtherRecord],
    ),
    (
        "UPDATE records SET area = '620602108003009' WHERE body LIKE '%乙%'",
        &[Fault::RecordColumns],
    ),
    (
        "UPDATE records SET body = '{' WHERE body LIKE '%乙%'",
        &[Fault::Unreadable, Fault::OtherDigest],
    ),
    (
        "INSERT INTO records (id, kind, class, area, seq, body) VALUES
             (x'0199000000007000800000000000000a', 'household', 'c2', '620602108003001', 1,
              '{\"id\":\"01990000-0000-7000-8000-00000000000a\",\"kind\":\"household\",\"area\":\"620602108003001\",\"seq\":1,
                \"made\":{\"by\":\"01990000-0000-7000-8000-00000000000b\",\"at\":1},\"fields\":{}}')",
        &[Fault::NoHistory, Fault::OtherDigest],
    ),
    // What was set aside.
    ("DELETE FROM quarantine WHERE reason = 'invalid'", &[Fault::NotKept]),
    ("UPDATE quarantine SET body = '' WHERE reason = 'invalid'", &[Fault::OtherContent]),
    (
        "UPDATE quarantine SET body = replace(body, '5', '6') WHERE reason = 'unreadable'",
        &[Fault::OtherContent],
    ),
    // Rights to care files.
    (
        "DELETE FROM file_grants WHERE id = (SELECT max(id) FROM file_grants)",
        &[Fault::GrantMissing],
    ),
    (
        "INSERT INTO file_grants (file, class, area, holder, from_at, to_at)
         SELECT file, class, area, 'cadres', from_at, to_at FROM file_grants WHERE id = 1",
        &[Fault::GrantUnfounded],
    ),
    (
        "UPDATE file_grants SET to_at = to_at + 86400000 WHERE id = 1",
        &[Fault::GrantMissing, Fault::GrantUnfounded],
    ),
    // Moves.
    (
        "UPDATE moves SET area = '620602108003002' WHERE seq = (SELECT max(seq) FROM moves)",
        &[Fault::MoveMissing, Fault::MoveUnfounded],
    ),
    (
        "INSERT INTO moves (seq, record, class, area, file) SELECT 1, record, class, area, file FROM moves",
        &[Fault::MoveUnfounded],
    ),
    (
        "UPDATE moves SET seq = 1; UPDATE moves SET record = x'00112233445566778899aabbccddeeff'",
        &[Fault::MoveMissing, Fault::MoveUnfounded],
    ),
    // What phones compare with.
    ("UPDATE digests SET records = records + 1 WHERE class = 'c2'", &[Fault::OtherDigest]),
    ("DELETE FROM digests WHERE class = 'c4'", &[Fault::OtherDigest]),
    (
        "INSERT INTO digests (class, area, records, sum) VALUES ('c2', '620602108009', 1, zeroblob(16))",
        &[Fault::OtherDigest],
    ),
];
