// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/search/HitText.h"

#include "core/search/Languages.h"
#include "core/search/Words.h"
#include "ui/theme/Colors.h"

#include <QCoreApplication>
#include <QSet>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SearchPanel", text);
}

/// In every form in which they stand in the text.
QSet<QString> termsOf(const api::SearchHit &hit, const QString &language)
{
    QSet<QString> terms;
    for (const api::SearchReason &reason : hit.reasons) {
        for (const api::MatchedTerm &term : reason.terms) {
            for (const search::Word &word : search::wordsOf(term.found, language))
                terms.insert(word.term);
        }
    }
    return terms;
}

} // namespace

QString markedExcerpt(const api::SearchHit &hit, const Colors &colors)
{
    const QString language = search::languageOf(hit.text);
    const QSet<QString> terms = termsOf(hit, language);
    const QString open = u"<span style=\"background-color:%1; color:%2; font-weight:600\">"_s.arg(
        colors.accentSoft.name(), colors.onAccentSoft.name());
    QString html;
    qsizetype at = 0;
    for (const search::Word &word : search::wordsOf(hit.excerpt, language)) {
        if (word.at < at || !terms.contains(word.term))
            continue;
        html += hit.excerpt.mid(at, word.at - at).toHtmlEscaped() + open
                + hit.excerpt.mid(word.at, word.length).toHtmlEscaped() + u"</span>";
        at = word.at + word.length;
    }
    html += hit.excerpt.mid(at).toHtmlEscaped();
    return html;
}

QString placeText(const api::SearchHit &hit)
{
    QStringList parts{hit.documentName};
    if (hit.page > 0)
        parts << tr("page %1").arg(hit.page);
    if (!hit.heading.isEmpty())
        parts << hit.heading;
    return parts.join(u" · "_s);
}

QString wayName(const QString &way)
{
    if (way == u"keyword")
        return tr("Words");
    if (way == u"vector")
        return tr("Meaning");
    if (way == u"graph")
        return tr("Connections");
    return tr("Words and meaning");
}

} // namespace tabletalk::ui
