// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/PassageCitation.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

static constexpr qsizetype longestExcerpt = 1'200;

api::Citation citationOf(const api::SearchHit &hit)
{
    api::Citation citation;
    citation.kind = u"passage"_s;
    citation.title = hit.documentName;
    citation.excerpt = hit.text.left(longestExcerpt);
    citation.documentId = hit.documentId;
    citation.passageId = hit.passageId;
    citation.page = hit.page;
    citation.sourceUrl = hit.sourceUrl;
    return citation;
}

QString textOf(const api::SearchHit &hit)
{
    QStringList place{hit.documentName};
    if (hit.page > 0)
        place << QCoreApplication::translate("Agents", "page %1").arg(hit.page);
    if (!hit.heading.isEmpty())
        place << hit.heading;
    return place.join(u", "_s) + u'\n' + hit.text + u"\n\n";
}

} // namespace tabletalk
