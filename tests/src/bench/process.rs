//! Processes from outside: when one began, and how much memory it and its children hold.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result};

/// Ticks of the kernel's clock in a second, as `/proc` counts start times.
const TICKS: f64 = 100.0;
const KIB_IN_MIB: f64 = 1024.0;

/// The processes below one, itself left out.
///
/// # Errors
/// Where `/proc` cannot be read.
pub fn below(pid: u32) -> Result<BTreeSet<u32>> {
    let parents: Vec<(u32, u32)> = all()?.into_iter().filter_map(|pid| Some((pid, parent(pid)?))).collect();
    let mut found = BTreeSet::new();
    let mut open = vec![pid];
    while let Some(one) = open.pop() {
        for (child, _) in parents.iter().filter(|(_, parent)| *parent == one) {
            if found.insert(*child) {
                open.push(*child);
            }
        }
    }
    Ok(found)
}

/// Proportional memory of a process and everything below it, MiB.
///
/// # Errors
/// Where `/proc` cannot be read.
pub fn memory_mib(pid: u32) -> Result<f64> {
    let mut processes = below(pid)?;
    processes.insert(pid);
    let kib: f64 = processes.into_iter().filter_map(proportional_kib).sum();
    Ok(kib / KIB_IN_MIB)
}

/// The most memory a process has held, MiB.
///
/// # Errors
/// Where its status cannot be read.
pub fn peak_mib(status: &str) -> Result<f64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).context("a status names its peak")?;
    let kib = line.split_whitespace().nth(1).context("the peak is a number")?;
    Ok(kib.parse::<f64>()? / KIB_IN_MIB)
}

/// When a process began, seconds since the epoch.
///
/// # Errors
/// Where `/proc` cannot be read.
pub fn began_at(pid: u32) -> Result<f64> {
    let uptime = fs::read_to_string("/proc/uptime")?;
    let uptime: f64 = uptime.split_whitespace().next().context("an uptime")?.parse()?;
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let ticks: f64 =
        stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(19)).context("a start")?.parse()?;
    Ok(now() - uptime + ticks / TICKS)
}

fn now() -> f64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64())
}

fn all() -> Result<Vec<u32>> {
    let names = fs::read_dir("/proc")?.flatten().map(|entry| entry.file_name());
    Ok(names.filter_map(|name| name.to_str()?.parse().ok()).collect())
}

fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit(')').next()?.split_whitespace().nth(1)?.parse().ok()
}

fn proportional_kib(pid: u32) -> Option<f64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?.split_whitespace().next()?.parse().ok()
}
