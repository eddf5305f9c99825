// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/RobotsRules.h"

#include <algorithm>
#include <optional>

namespace tabletalk::knowledge {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostRules = 10'000;
constexpr size_t mostSitemaps = 20;
constexpr qsizetype longestPattern = 2'000;
constexpr double longestDelay = 60; ///< seconds

/// Both sides alike: what an address may hold as it is, as it is, everything else escaped (RFC 9309, 2.2.2).
QByteArray comparable(QByteArrayView path)
{
    static constexpr QByteArrayView kept("-._~!$&'()*+,;=:@/?%");
    QByteArray same;
    same.reserve(path.size());
    for (qsizetype i = 0; i < path.size(); ++i) {
        const char c = path[i];
        const auto isPlain = [](char one) {
            return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
        };
        const QByteArray code =
            c == '%' && i + 2 < path.size() ? QByteArray::fromHex(path.sliced(i + 1, 2).toByteArray()) : QByteArray();
        if (code.size() == 1) {
            const bool unreserved = isPlain(code[0]) || QByteArrayView("-._~").contains(code[0]);
            same += unreserved ? code : QByteArray('%' + code.toHex().toUpper());
            i += 2;
        } else if (isPlain(c) || kept.contains(c)) {
            same += c;
        } else {
            same += QByteArray('%' + QByteArray(1, c).toHex().toUpper());
        }
    }
    return same;
}

/// Whether the path begins like the pattern, where * stands for anything and $ for the end. Greedy with one step back,
/// so that no pattern takes longer than pattern times path.
bool matches(QByteArrayView pattern, QByteArrayView path)
{
    const bool toTheEnd = pattern.endsWith('$');
    if (toTheEnd)
        pattern.chop(1);
    qsizetype p = 0;
    qsizetype t = 0;
    std::optional<qsizetype> star;
    qsizetype tried = 0;
    while (true) {
        if (p == pattern.size() && (!toTheEnd || t == path.size()))
            return true;
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            tried = t;
        } else if (t < path.size() && p < pattern.size() && pattern[p] == path[t]) {
            ++p;
            ++t;
        } else if (star && tried < path.size()) {
            p = *star + 1;
            t = ++tried;
        } else {
            return false;
        }
    }
}

struct Line
{
    QByteArray key;
    QByteArray value;
};

Line lineOf(QByteArrayView text)
{
    const qsizetype comment = text.indexOf('#');
    const QByteArrayView line = (comment < 0 ? text : text.first(comment)).trimmed();
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return {};
    return {line.first(colon).trimmed().toByteArray().toLower(), line.sliced(colon + 1).trimmed().toByteArray()};
}

/// "Tabletalk/1.0" names Tabletalk.
QByteArray productOf(const QByteArray &agent)
{
    qsizetype end = 0;
    while (end < agent.size()
           && ((agent[end] >= 'a' && agent[end] <= 'z') || (agent[end] >= 'A' && agent[end] <= 'Z') || agent[end] == '-'
               || agent[end] == '_'))
        ++end;
    return agent.first(end).toLower();
}

} // namespace

RobotsRules RobotsRules::forbidAll()
{
    RobotsRules rules;
    rules.m_rules.push_back({"/", false});
    return rules;
}

RobotsRules::RobotsRules(const QByteArray &text, const QString &agent)
{
    struct Group
    {
        std::vector<Rule> rules;
        std::chrono::milliseconds delay{0};
        bool named = false; ///< some group is for it
    };
    Group ours;
    Group everybodys;
    const QByteArray name = agent.toLatin1().toLower();
    bool forUs = false;
    bool forAll = false;
    bool amongAgents = false;
    QByteArray bytes = text.left(mostBytes);
    if (text.size() > mostBytes) // not half a rule
        bytes.truncate(std::max<qsizetype>(bytes.lastIndexOf('\n'), 0));
    bytes.replace('\r', '\n');
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes.remove(0, 3);
    for (const QByteArray &raw : bytes.split('\n')) {
        const Line line = lineOf(raw);
        if (line.key == "user-agent") {
            if (!std::exchange(amongAgents, true))
                forUs = forAll = false;
            forUs = forUs || productOf(line.value) == name;
            forAll = forAll || line.value == "*";
            ours.named = ours.named || forUs;
            continue;
        }
        if (line.key == "sitemap") { // belongs to no group
            if (m_sitemaps.size() < mostSitemaps)
                m_sitemaps.push_back(QString::fromUtf8(line.value));
            continue;
        }
        const bool isRule = line.key == "allow" || line.key == "disallow";
        if (!isRule && line.key != "crawl-delay")
            continue;
        amongAgents = false;
        for (Group *group : {forUs ? &ours : nullptr, forAll ? &everybodys : nullptr}) {
            if (!group)
                continue;
            if (!isRule)
                group->delay =
                    std::chrono::milliseconds(qint64(std::clamp(line.value.toDouble(), 0.0, longestDelay) * 1000));
            else if (!line.value.isEmpty() && line.value.size() <= longestPattern && group->rules.size() < mostRules)
                group->rules.push_back({comparable(line.value), line.key == "allow"});
        }
    }
    Group &chosen = ours.named ? ours : everybodys;
    m_rules = std::move(chosen.rules);
    m_delay = chosen.delay;
}

bool RobotsRules::allows(const QUrl &url) const
{
    QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (path == "/robots.txt")
        return true;
    if (url.hasQuery())
        path += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    path = comparable(path);
    bool allowed = true;
    qsizetype longest = -1;
    for (const Rule &rule : m_rules) {
        const qsizetype size = rule.pattern.size();
        const bool weighs = size > longest || (size == longest && rule.allows);
        if (weighs && matches(rule.pattern, path)) {
            longest = size;
            allowed = rule.allows;
        }
    }
    return allowed;
}

} // namespace tabletalk::knowledge
