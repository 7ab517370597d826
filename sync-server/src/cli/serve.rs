//! `serve`: the server until it is told to stop.

use std::io::IsTerminal;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use tracing_subscriber::EnvFilter;

use super::{Complaint, Data, out};
use crate::certificate::{Acme, CertificateFiles, LETS_ENCRYPT, Tls, authority_in};
use crate::error::Error;
use crate::http::Config;
use crate::serve::{serve, stop_signal};
use crate::town;

/// Where certificates lie that the server asked for, in the data's folder.
const CERTIFICATES: &str = "certificates";

/// `serve`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Serve {
    #[command(flatten)]
    data: Data,
    /// 监听地址;让局域网内的手机也能连,写 0.0.0.0:8080
    #[arg(long, value_name = "地址", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// 网页客户端所在的文件夹;不写就只提供同步
    #[arg(long, value_name = "文件夹")]
    web: Option<PathBuf>,
    #[arg(
        long,
        value_name = "网址",
        help = "手机和电脑访问时用的网址,如 https://tjb.example.gov.cn;登记码的二维码用它"
    )]
    public_url: Option<String>,
    /// TLS 证书(PEM)
    #[arg(long, value_name = "文件", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// TLS 私钥(PEM)
    #[arg(long, value_name = "文件", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    #[command(flatten)]
    acme: AskedFor,
    /// 日志写成 JSON
    #[arg(long)]
    log_json: bool,
}

/// A certificate that the server asks for itself.
#[derive(Debug, Args)]
struct AskedFor {
    #[arg(
        long,
        value_name = "域名",
        conflicts_with = "tls_cert",
        help = "自动申请和续期 TLS 证书的域名,可以写几次;证书机构要能从外面连到这个域名的 443 端口"
    )]
    acme_domain: Vec<String>,
    /// 证书机构联系用的邮箱
    #[arg(long, value_name = "邮箱", requires = "acme_domain")]
    acme_contact: Option<String>,
    /// 证书机构的 ACME 目录网址
    #[arg(long, value_name = "网址", requires = "acme_domain", default_value = LETS_ENCRYPT)]
    acme_directory: String,
    /// 证书机构自己的根证书(PEM);公共机构不用写
    #[arg(long, value_name = "文件", requires = "acme_domain")]
    acme_ca: Option<PathBuf>,
}

impl AskedFor {
    /// Nothing when no certificate is to be asked for.
    fn acme(self, data: &Path) -> Result<Option<Acme>, Complaint> {
        if self.acme_domain.is_empty() {
            return Ok(None);
        }
        let authority = self.acme_ca.map(|file| {
            authority_in(&file).map_err(|error| {
                Complaint(format!("{} 里没有能用的根证书({error})", file.display()))
            })
        });
        Ok(Some(Acme {
            domains: self.acme_domain,
            contact: self.acme_contact,
            directory: self.acme_directory,
            authority: authority.transpose()?,
            folder: data.join(CERTIFICATES),
        }))
    }
}

impl Serve {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        start_log(self.log_json);
        let store = self.data.open_existing()?;
        let town = store.read(|view| view.town()).await?;
        if let Some(web) = self
            .web
            .as_ref()
            .filter(|web| !web.join("index.html").is_file())
        {
            return Err(Complaint(format!("{} 里没有 index.html", web.display())));
        }
        let files = self.tls_cert.zip(self.tls_key).map(|(cert, key)| {
            Tls::Files(CertificateFiles {
                cert,
                key,
                look_every: CertificateFiles::LOOK_EVERY,
            })
        });
        let acme = self.acme.acme(&self.data.data)?;
        let name = acme.as_ref().and_then(|acme| acme.domains.first().cloned());
        let tls = files.or(acme.map(Tls::Acme));
        let scheme = if tls.is_some() { "https" } else { "http" };
        let listener = TcpListener::bind(self.listen).map_err(|error| {
            Complaint(format!("{} 不能监听,可能已被占用({error})", self.listen))
        })?;
        let address = listener.local_addr().map_err(Error::io("listening"))?;
        let url = self
            .public_url
            .unwrap_or_else(|| match (name, address.port()) {
                (Some(name), 443) => format!("{scheme}://{name}"),
                (Some(name), port) => format!("{scheme}://{name}:{port}"),
                (None, _) => format!("{scheme}://{address}"),
            });
        let url = url.trim_end_matches('/').to_owned();
        let remembered = url.clone();
        store
            .transact(move |tx| tx.put_setting(town::PUBLIC_URL, &remembered))
            .await?;
        out::say(format!("{} 铁脚板服务器已启动:{url}", town.name));
        out::say("按 Ctrl+C 停止");
        let config = Config { web: self.web, tls };
        tracing::info!(%address, head = town.head.0, "serving");
        serve(listener, store, config, stop_signal()).await?;
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    }
}

fn start_log(as_json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // Set already when two servers run in one process.
    let _ = if as_json {
        builder.json().try_init()
    } else {
        builder.try_init()
    };
}
