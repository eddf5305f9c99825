// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/HitExplanation.h"

#include "core/search/Excerpt.h"
#include "server/search/WorkspaceIndex.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype excerptLength = 320;
constexpr size_t mostNamed = 4; ///< words in the sentence

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Search", text, nullptr, n);
}

} // namespace

HitExplanation::HitExplanation(const FoundPassage &passage, const search::QueryWords &query,
                               const std::vector<search::SoughtWord> &words, const WorkspaceIndex &index)
    : m_passage(passage)
    , m_query(query)
    , m_words(words)
    , m_index(index)
{}

void HitExplanation::add(api::SearchReason reason)
{
    if (reason.way == u"keyword")
        reason.terms = matchedTerms();
    m_reasons.push_back(std::move(reason));
}

std::vector<api::MatchedTerm> HitExplanation::matchedTerms() const
{
    std::vector<api::MatchedTerm> matched;
    const std::shared_lock lock(m_index.mutex);
    for (size_t i = 0; i < m_words.size(); ++i) {
        const QSet<QString> terms(m_words[i].terms.begin(), m_words[i].terms.end());
        int count = 0;
        for (const search::TermCount &each : m_passage.words.terms) {
            if (terms.contains(each.term))
                count += each.body + each.heading + each.name;
        }
        if (count == 0)
            continue;
        api::MatchedTerm term;
        term.word = m_query.words[i].text;
        for (const QString &place : {m_passage.text, m_passage.heading, m_passage.documentName}) {
            if (term.found = search::firstOf(place, m_passage.language, terms); !term.found.isEmpty())
                break;
        }
        term.count = count;
        term.weight = m_index.words.share(m_words[i], m_passage.words);
        matched.push_back(std::move(term));
    }
    std::ranges::stable_sort(matched, std::ranges::greater(), &api::MatchedTerm::weight);
    return matched;
}

QString HitExplanation::sentenceOf(const api::SearchReason &reason) const
{
    if (reason.way == u"keyword") {
        QStringList words;
        for (size_t i = 0; i < std::min(reason.terms.size(), mostNamed); ++i) {
            const api::MatchedTerm &term = reason.terms[i];
            words.append(term.count > 1 ? tr("“%1” %n times", term.count).arg(term.found) : tr("“%1”").arg(term.found));
        }
        QString text = words.isEmpty() ? tr("has words that go with the query's")
                                       : tr("has %1").arg(QLocale().createSeparatedList(words));
        if (reason.terms.size() > mostNamed)
            text += tr(" and %n more of its words", int(reason.terms.size() - mostNamed));
        return text;
    }
    if (reason.way == u"vector")
        return tr("is about the same (likeness %1)").arg(QString::number(reason.score, 'f', 2));
    return tr("is connected by %1").arg(QStringList(reason.path.begin(), reason.path.end()).join(u" → "_s));
}

QString HitExplanation::sentence() const
{
    QStringList parts;
    for (const api::SearchReason &reason : m_reasons)
        parts.append(m_reasons.size() > 1 ? tr("%1 (place %2)").arg(sentenceOf(reason), QString::number(reason.rank))
                                          : sentenceOf(reason));
    return parts.isEmpty() ? QString() : tr("This passage %1.").arg(QLocale().createSeparatedList(parts));
}

api::SearchHit HitExplanation::hit(double score) const
{
    QSet<QString> terms;
    for (const search::SoughtWord &word : m_words)
        terms.unite(QSet<QString>(word.terms.begin(), word.terms.end()));
    api::SearchHit hit;
    hit.passageId = m_passage.id;
    hit.documentId = m_passage.document;
    hit.documentName = m_passage.documentName;
    hit.sourceUrl = m_passage.sourceUrl;
    hit.ordinal = m_passage.ordinal;
    hit.page = m_passage.page;
    hit.heading = m_passage.heading;
    hit.text = m_passage.text;
    hit.excerpt = search::excerptOf(m_passage.text, m_passage.language, terms, excerptLength);
    hit.score = score;
    hit.reasons = m_reasons;
    hit.explanation = sentence();
    return hit;
}

} // namespace tabletalk
