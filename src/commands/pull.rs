//! `pantau pull`: sources only.

use anyhow::Result;

use super::pipeline::Workspace;
use crate::cli::{PortalArgs, PullArgs};
use crate::config::Portal;
use crate::problem::counted;
use crate::source::Status;
use crate::terminal::{Report, Terminal};

pub fn pull(args: &PullArgs, terminal: &Terminal) -> Result<Report> {
    let portal = Portal::load(&args.dir)?;
    let workspace = Workspace::open(&portal, &PortalArgs::of(&args.dir))?;
    let pulled = workspace.pull(&portal, terminal)?;
    let mut report = Report::new("pull");
    for snapshot in &pulled.snapshots {
        let bytes: u64 = snapshot.files.iter().map(|file| file.size).sum();
        let state = match snapshot.receipt.status {
            Status::Fresh => "fresh",
            Status::Kept => "kept",
            Status::Failed => "failed",
        };
        report.lines.push(format!(
            "{}: {state}, {}, {}",
            snapshot.source_id,
            counted(snapshot.files.len() as u64, "file"),
            counted(bytes, "byte")
        ));
        let fact = serde_json::json!({ "status": state, "files": snapshot.files.len(), "bytes": bytes });
        report.fact(&snapshot.source_id, fact);
    }
    report.problems = pulled.problems;
    Ok(report)
}
