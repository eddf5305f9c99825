// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/CitationList.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

int CitationList::add(api::Citation citation)
{
    const auto same = [&citation](const api::Citation &other) {
        return citation.passageId ? other.passageId == citation.passageId
                                  : other.databaseId == citation.databaseId && other.sql == citation.sql
                                        && other.title == citation.title;
    };
    if (const auto known = std::ranges::find_if(m_citations, same); known != m_citations.end())
        return known->number;
    citation.number = int(m_citations.size()) + 1;
    m_citations.push_back(std::move(citation));
    return m_citations.back().number;
}

std::vector<api::Citation> CitationList::cited(const std::vector<api::Citation> &all, QString &text)
{
    static const QRegularExpression number(u"\\[(\\d{1,4})\\](?!\\()"_s);
    std::vector<api::Citation> cited;
    QHash<int, int> fresh;
    QString renumbered;
    qsizetype from = 0;
    for (auto matches = number.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const int old = match.captured(1).toInt();
        if (old < 1 || size_t(old) > all.size())
            continue;
        if (!fresh.contains(old)) {
            cited.push_back(all[size_t(old) - 1]);
            cited.back().number = int(cited.size());
            fresh.insert(old, int(cited.size()));
        }
        renumbered += text.mid(from, match.capturedStart() - from) + u"[%1]"_s.arg(fresh[old]);
        from = match.capturedEnd();
    }
    text = renumbered + text.mid(from);
    return cited;
}

} // namespace tabletalk
