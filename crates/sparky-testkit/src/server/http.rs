//! As much of HTTP/1.1 as a client needs: one request, one reply, one connection. It must not know GraphQL.

use std::collections::BTreeMap;
use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A request as it came; names of headers are in lower case.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
    /// The body as it came.
    pub(super) bytes: Vec<u8>,
}

/// How much of a reply arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
    Whole,
    Half,
    Hang,
    Reset,
}

/// A reply.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
    /// What is sent instead of the text, when it is none.
    pub(super) binary: Option<Vec<u8>>,
    pub(super) delivery: Delivery,
}

/// An answer of the API with status 200.
pub(super) fn reply(body: serde_json::Value) -> Reply {
    let headers = vec![("content-type".to_owned(), "application/json; charset=utf-8".to_owned())];
    Reply { status: 200, headers, body: body.to_string(), binary: None, delivery: Delivery::Whole }
}

pub(super) async fn read(stream: &mut TcpStream) -> io::Result<Request> {
    let mut reader = BufReader::new(stream);
    let mut words = line(&mut reader).await?.split_whitespace().map(str::to_owned).collect::<Vec<_>>().into_iter();
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = BTreeMap::new();
    while let Some((name, value)) = line(&mut reader).await?.split_once(':') {
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let bytes = match headers.get("content-length").and_then(|length| length.parse().ok()) {
        Some(length) => exactly(&mut reader, length).await?,
        None if headers.contains_key("transfer-encoding") => chunks(&mut reader).await?,
        None => Vec::new(),
    };
    Ok(Request { method, path, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes })
}

async fn line(reader: &mut (impl AsyncBufRead + Unpin)) -> io::Result<String> {
    let mut line = String::new();
    if reader.read_line(&mut line).await? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

async fn exactly(reader: &mut (impl AsyncBufRead + Unpin), length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes).await?;
    Ok(bytes)
}

async fn chunks(reader: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let length = usize::from_str_radix(&line(reader).await?, 16).map_err(io::Error::other)?;
        body.extend(exactly(reader, length).await?);
        line(reader).await?;
        if length == 0 {
            return Ok(body);
        }
    }
}

pub(super) async fn write(mut stream: TcpStream, reply: &Reply) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {} Fake\r\nconnection: close\r\n", reply.status);
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let body = reply.binary.as_deref().unwrap_or(reply.body.as_bytes());
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let sent = if reply.delivery == Delivery::Half { body.len() / 2 } else { body.len() };
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body[..sent]).await?;
    stream.shutdown().await
}

/// Closes a connection so that the other side gets an error instead of an end.
pub(super) fn reset(stream: TcpStream) -> io::Result<()> {
    stream.set_zero_linger()
}
