//! One line per request: route, status, time. The route's pattern, not the path: an enrolment link carries its code in the path.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;

use crate::clock;

pub(super) async fn request(request: Request, next: Next) -> Response {
    let begun = clock::instant();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "web".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::warn!(%method, route, status, millis, "served");
    } else {
        tracing::info!(%method, route, status, millis, "served");
    }
    response
}
