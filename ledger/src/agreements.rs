//! 口头协议登记簿 and 书面协议登记簿: one line per agreement that stands, by the day on which it was reached.

use chrono::NaiveDate;
use domain::Kind;
use domain::dispute::limits::local_day;
use domain::dispute::{AgreementForm, Dispute, Life, Performance, Standing, StepForm};

use crate::cell::Cell;
use crate::column::Column;
use crate::disputes::number;
use crate::source::{Source, Wanted};
use crate::table::Table;

struct Line {
    number: String,
    day: NaiveDate,
    place: String,
    parties: String,
    title: String,
    content: String,
    channel: &'static str,
    until: Option<NaiveDate>,
    performance: &'static str,
    mediator: String,
}

const COLUMNS: [Column<Line>; 11] = [
    Column::centred("序号", 6, |number, _| Cell::Number(number)),
    Column::centred("编号", 18, |_, line| Cell::text(&line.number)),
    Column::centred("日期", 11, |_, line| Cell::Day(line.day)),
    Column::centred("村/网格", 18, |_, line| Cell::text(&line.place)),
    Column::centred("当事人", 16, |_, line| Cell::text(&line.parties)),
    Column::running("纠纷", 22, |_, line| Cell::text(&line.title)),
    Column::running("协议内容", 40, |_, line| Cell::text(&line.content)),
    Column::centred("方式", 8, |_, line| Cell::text(line.channel)),
    Column::centred("履行期限", 11, |_, line| Cell::day(line.until)),
    Column::centred("履行情况", 10, |_, line| Cell::text(line.performance)),
    Column::centred("调解员", 10, |_, line| Cell::text(&line.mediator)),
];

pub(crate) fn table<E>(
    source: &dyn Source<E>,
    wanted: &Wanted,
    form: AgreementForm,
) -> Result<Table, E> {
    let mut lines = Vec::new();
    source.each(&Kind::Dispute, &wanted.area, None, &mut |record, _| {
        let life = Life::of(record);
        let Some(dispute) = Dispute::from_fields(&record.fields) else {
            return;
        };
        let Some(agreement) = life.agreement.as_ref().filter(|one| one.form == form) else {
            return;
        };
        let day = local_day(agreement.at);
        if !wanted.holds(day) {
            return;
        }
        // The step that made it: the last one that counts and names a form.
        let steps = record.steps.iter().zip(&life.standings).rev();
        let made = steps
            .filter(|(_, standing)| **standing == Standing::Counted)
            .map(|(taken, _)| (taken, StepForm::of(&taken.step)))
            .find(|(_, step)| step.form.is_some());
        let (content, mediator) = made.map_or_else(Default::default, |(taken, step)| {
            let by = source.names().member(taken.stamp.by).to_owned();
            (step.text.unwrap_or_default(), by)
        });
        let own = agreement.number.clone();
        lines.push(Line {
            number: own.unwrap_or_else(|| number(local_day(dispute.happened_at), record.id)),
            day,
            place: source.names().place(&record.area),
            parties: dispute.between().replace('与', "、"),
            title: dispute.title(),
            content,
            channel: agreement.channel.map_or("", |channel| channel.label()),
            until: agreement.until,
            performance: life.performance.map_or("", Performance::label),
            mediator,
        });
    })?;
    lines.sort_by(|a, b| (a.day, &a.number).cmp(&(b.day, &b.number)));
    Ok(Table::of(&COLUMNS, lines))
}
