//! Who asks: the address of the connection, and the device behind a credential.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use protocol::ErrorCode;

use super::State;
use super::answer::Refusal;
use crate::clock;
use crate::enroll::token_hash;
use crate::storage::DeviceRow;

/// The other end of the connection. Headers such as `Forwarded` are not asked: anybody can write them.
pub(super) struct Peer(pub(super) IpAddr);

impl FromRequestParts<State> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Self::Rejection> {
        let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let unknown = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        Ok(Self(connection.map_or(unknown, |info| info.0.ip())))
    }
}

/// The device whose credential the request carries, revoked or not.
pub(super) struct Caller(pub(super) DeviceRow);

impl FromRequestParts<State> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Self::Rejection> {
        let Ok(Peer(address)) = Peer::from_request_parts(parts, state).await;
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .map(|token| token_hash(token.trim()));
        let device = match token {
            Some(hash) => {
                let store = &state.0.store;
                store.read(move |view| view.device_by_token(&hash)).await?
            }
            None => None,
        };
        // A good credential always passes: it cannot be guessed, and one lost phone must not lock out its whole office.
        if let Some(device) = device {
            return Ok(Self(device));
        }
        let now = clock::instant();
        let failures = &state.0.token_failures;
        failures.check(address, now).map_err(Refusal::too_many)?;
        failures.count(address, now);
        Err(Refusal::new(
            ErrorCode::Unauthorized,
            "这台设备还没有登记,或登记已失效。已保存的内容都还在,请重新登记",
        ))
    }
}
