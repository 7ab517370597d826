//! What a device calls itself in the office's list: browser and system, never anything of the person.

/// `Chrome · Android` and the like, from a browser's user agent.
pub(crate) fn from_user_agent(agent: &str) -> String {
    const BROWSERS: [(&str, &str); 9] = [
        ("MicroMessenger", "微信"),
        ("HuaweiBrowser", "华为浏览器"),
        ("MiuiBrowser", "小米浏览器"),
        ("QQBrowser", "QQ浏览器"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("", "浏览器"),
    ];
    const SYSTEMS: [(&str, &str); 8] = [
        ("HarmonyOS", "HarmonyOS"),
        ("OpenHarmony", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("", "电脑"),
    ];
    let first = |list: &[(&str, &'static str)]| {
        list.iter()
            .find(|(mark, _)| agent.contains(mark))
            .map_or("", |(_, name)| name)
    };
    format!("{} · {}", first(&BROWSERS), first(&SYSTEMS))
}

#[cfg(test)]
mod tests {
    use super::from_user_agent;

    #[test]
    fn browser_and_system_are_named_and_nothing_else() {
        let phone = "Mozilla/5.0 (Linux; Android 13; SM-1) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36";
        assert_eq!(from_user_agent(phone), "Chrome · Android");
        let office = "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/109.0 Safari/537.36 Edg/109.0";
        assert_eq!(from_user_agent(office), "Edge · Windows");
        assert_eq!(from_user_agent(""), "浏览器 · 电脑");
    }
}
