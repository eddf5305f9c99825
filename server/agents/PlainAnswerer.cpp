// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/PlainAnswerer.h"

#include "core/agents/QuestionParts.h"
#include "core/api/Codec.h"
#include "core/ask/Agreement.h"
#include "core/ask/ColumnFigures.h"
#include "server/agents/PassageCitation.h"
#include "server/chat/Consultant.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostDatabases = 8;
constexpr size_t mostHistory = 6;
constexpr double leastReading = 0.3; ///< of a database that is asked at all
constexpr double unsure = 0.5;       ///< below, the reading is told
constexpr double leanWeight = 0.3;
constexpr int mostTableRows = 10;
constexpr size_t mostTableColumns = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("Agents", text);
}

QString cellText(const boost::json::value &cell)
{
    if (cell.is_null())
        return u"–"_s;
    if (cell.is_double()) // as the sentence above says it
        return ask::ColumnFigures({}).sayNumber(cell.get_double());
    QString text = cell.is_string() ? QString::fromUtf8(cell.get_string().data(), qsizetype(cell.get_string().size()))
                                    : QString::fromStdString(boost::json::serialize(cell));
    return text.replace(u'|', u'/').simplified().left(80);
}

/// The first rows as a table of Markdown; nothing for one figure, which the sentence has.
QString tableOf(const boost::json::object &data)
{
    const auto *columns = data.if_contains("columns");
    const auto *rows = data.if_contains("rows");
    if (!columns || !rows || rows->get_array().size() < 2 || columns->get_array().size() > mostTableColumns)
        return {};
    QString head = u"|"_s;
    QString rule = u"|"_s;
    for (const auto &column : columns->get_array()) {
        head += u' ' + cellText(column.at("name")) + u" |";
        rule += u" --- |"_s;
    }
    QString table = head + u'\n' + rule + u'\n';
    int shown = 0;
    for (const auto &row : rows->get_array()) {
        if (shown++ == mostTableRows)
            break;
        table += u"|"_s;
        for (const auto &cell : row.get_array())
            table += u' ' + cellText(cell) + u" |";
        table += u'\n';
    }
    return table;
}

QString textIn(const boost::json::object &data, const char *name)
{
    const auto *value = data.if_contains(name);
    return value && value->is_string()
               ? QString::fromUtf8(value->get_string().data(), qsizetype(value->get_string().size()))
               : QString();
}

/// How an unsure reading took the question, so that a person sees where it went wrong.
QString doubtAbout(const boost::json::object &data)
{
    QString text = tr("I may have misread this part; the statement behind the number shows how I took it.");
    if (const QString explanation = textIn(data, "explanation"); !explanation.isEmpty())
        text += u' ' + explanation;
    if (const QString unused = textIn(data, "unused"); !unused.isEmpty())
        text += u' ' + tr("These words play no part in it: %1.").arg(unused);
    return text;
}

QString placeOf(const api::SearchHit &hit)
{
    return hit.page > 0 ? tr("%1, page %2").arg(hit.documentName).arg(hit.page) : hit.documentName;
}

} // namespace

bool PlainAnswerer::canSearch() const
{
    return m_steps.has(u"hybrid_search"_s) || m_steps.has(u"vector_search"_s);
}

Awaitable<std::optional<PlainAnswerer::Reading>> PlainAnswerer::bestReading(QString text)
{
    std::optional<Reading> best;
    if (!m_steps.has(u"sql"_s))
        co_return best;
    std::vector<api::AskableDatabase> databases = co_await m_consultant.databases(m_task.call.scope, m_task.workspace);
    if (!m_task.agent.allDatabases)
        std::erase_if(databases, [this](const api::AskableDatabase &database) {
            const auto &allowed = m_task.agent.databaseIds;
            return std::ranges::find(allowed, database.id) == allowed.end();
        });
    if (databases.size() > mostDatabases)
        databases.resize(mostDatabases);
    const double words = std::max<double>(1, double(agents::contentStems(text).size()));
    for (const api::AskableDatabase &database : databases) {
        ask::Question question;
        question.text = text;
        question.now = m_now;
        for (const AgentTask::Turn &turn : m_task.history)
            question.history.push_back(turn.question);
        if (question.history.size() > mostHistory)
            question.history.erase(question.history.begin(), question.history.end() - mostHistory);
        Result<ask::Translation> found = std::unexpected(Problem());
        try {
            found = co_await m_consultant.understand(m_task.call.scope, database.id, std::move(question));
        } catch (const Problem &problem) {
            found = std::unexpected(problem); // one that cannot be read now stands in no other's way
        }
        if (!found || found->candidates.empty())
            continue;
        const ask::Candidate &candidate = found->candidates.front();
        Reading reading;
        reading.database = database.id;
        reading.name = database.name;
        reading.confidence = candidate.confidence;
        reading.sure = ask::isSure(found) && candidate.unusedWords.empty();
        reading.score = candidate.confidence * std::max(0.0, 1.0 - double(candidate.unusedWords.size()) / words);
        if (!best || reading.score > best->score)
            best = reading;
    }
    co_return best;
}

Awaitable<void> PlainAnswerer::search(Part &part)
{
    if (part.searched || !canSearch())
        co_return;
    part.searched = true;
    QString query = part.text;
    // "And for gift cards?" is about what was asked before.
    if (agents::contentStems(part.text).size() < 3 && !m_task.history.empty())
        query = QString(m_task.history.back().question + u' ' + part.text);
    const QString tool = m_steps.has(u"hybrid_search"_s) ? u"hybrid_search"_s : u"vector_search"_s;
    boost::json::object arguments{{"query", query.left(2'000).toStdString()}, {"limit", 8}};
    const auto found = co_await m_steps.run(tool, std::move(arguments), query);
    if (!found)
        co_return;
    const auto *hits = found->result.data.if_contains("hits");
    std::vector<agents::AnswerPassage> passages;
    for (const boost::json::value &value : hits && hits->is_array() ? hits->get_array() : boost::json::array()) {
        auto hit = api::fromJson<api::SearchHit>(value);
        if (!hit)
            continue;
        passages.push_back({hit->documentName, hit->heading, hit->text});
        part.hits.push_back(*std::move(hit));
    }
    part.numbers = found->numbers;
    part.quoted = agents::quotedAnswer(part.text, passages);
    if (part.quoted.empty() && query != part.text)
        part.quoted = agents::quotedAnswer(query, passages);
    if (part.quoted.empty())
        part.nearest = agents::nearestSentence(part.text, passages);
}

/// The database that understands it, or the documents that say it: whichever fits better, by what was tried.
Awaitable<void> PlainAnswerer::decide(Part &part)
{
    part.reading = co_await bestReading(part.text);
    const double leaning = agents::leaningOf(part.text);
    const double data = part.reading ? part.reading->score + leanWeight * leaning : -1;
    if (part.reading && part.reading->sure && leaning >= 0) {
        part.byDatabase = true;
        co_return;
    }
    co_await search(part);
    const double texts = part.quoted.empty() ? -1 : part.quoted.front().score - leanWeight * leaning;
    part.byDatabase = part.reading && part.reading->score >= leastReading && data >= texts;
    if (part.quoted.empty() && part.reading && part.reading->score >= leastReading && leaning >= 0)
        part.byDatabase = true;
}

Awaitable<void> PlainAnswerer::plan()
{
    const std::vector<QString> texts = agents::questionParts(m_task.question);
    if (texts.size() > 1) {
        // What one database understands as a whole is not taken apart.
        const auto whole = co_await bestReading(m_task.question);
        if (whole && whole->sure && agents::leaningOf(m_task.question) >= 0) {
            Part part;
            part.text = m_task.question;
            part.reading = whole;
            part.byDatabase = true;
            m_parts.push_back(std::move(part));
        }
    }
    if (m_parts.empty()) {
        for (const QString &text : texts) {
            Part part;
            part.text = text;
            m_parts.push_back(std::move(part));
            co_await decide(m_parts.back());
        }
    }
}

bool PlainAnswerer::isSure() const
{
    return std::ranges::all_of(m_parts,
                               [](const Part &part) { return part.byDatabase && part.reading && part.reading->sure; });
}

Awaitable<QString> PlainAnswerer::fromDatabase(Part &part, AgentOutcome &outcome)
{
    boost::json::object arguments{{"question", part.text.left(2'000).toStdString()},
                                  {"database", part.reading->database.toString().toStdString()}};
    const auto found = co_await m_steps.run(u"sql"_s, std::move(arguments), part.text);
    if (!found)
        co_return QString();
    const boost::json::object &data = found->result.data;
    QString text = textIn(data, "text");
    for (const int number : found->numbers)
        text += u" [%1]"_s.arg(number);
    if (const QString table = tableOf(data); !table.isEmpty())
        text += u"\n\n"_s + table;
    const auto *confidence = data.if_contains("confidence");
    const double sure = confidence && confidence->is_double() ? confidence->get_double() : 1;
    if (sure < unsure)
        text += u"\n\n"_s + doubtAbout(data);
    outcome.confidence = outcome.data.empty() ? sure : std::min(outcome.confidence, sure);
    if (outcome.data.empty())
        outcome.data = data;
    co_return text;
}

QString PlainAnswerer::fromDocuments(const Part &part) const
{
    QString text;
    std::optional<size_t> last;
    for (const agents::QuotedSentence &sentence : part.quoted) {
        if (sentence.passage >= part.hits.size() || sentence.passage >= part.numbers.size())
            continue;
        if (last != sentence.passage) {
            if (last)
                text += u" [%1]\n\n"_s.arg(part.numbers[*last]);
            text += tr("%1:").arg(placeOf(part.hits[sentence.passage]));
        }
        text += u" “"_s + sentence.text + u'”';
        last = sentence.passage;
    }
    if (last)
        text += u" [%1]"_s.arg(part.numbers[*last]);
    return text;
}

QString PlainAnswerer::notAnswered(const Part &part) const
{
    QString text =
        tr("I found nothing that answers “%1” in the databases and documents that I may read.").arg(part.text);
    if (!part.nearest || part.nearest->passage >= part.hits.size() || part.nearest->passage >= part.numbers.size())
        return text;
    return text + u' '
           + tr("The nearest that I found is in %1: “%2” [%3]")
                 .arg(placeOf(part.hits[part.nearest->passage]), part.nearest->text,
                      QString::number(part.numbers[part.nearest->passage]));
}

Awaitable<AgentOutcome> PlainAnswerer::answer()
{
    api::AgentPlanEvent planned;
    for (const Part &part : m_parts) {
        const QString source = part.byDatabase ? u"database"_s : (part.quoted.empty() ? u"none"_s : u"documents"_s);
        planned.parts.push_back({part.text, source, part.byDatabase ? part.reading->name : QString()});
    }
    m_watcher.told("plan", api::toJson(planned));

    AgentOutcome outcome;
    QStringList paragraphs;
    QStringList unanswered; ///< each said to be so, after all that was answered
    for (Part &part : m_parts) {
        if (m_task.stop.stop_requested())
            throw Problem::of(ProblemCode::Cancelled);
        QString text;
        if (part.byDatabase) {
            text = co_await fromDatabase(part, outcome);
            if (text.isEmpty())
                co_await search(part); // perhaps a document knows
        }
        if (text.isEmpty())
            text = fromDocuments(part);
        if (text.isEmpty() && !part.byDatabase && part.reading && part.reading->score >= leastReading)
            text = co_await fromDatabase(part, outcome);
        if (text.isEmpty())
            unanswered << notAnswered(part);
        else
            paragraphs << text;
    }
    paragraphs << unanswered;
    outcome.text = paragraphs.join(u"\n\n"_s);
    if (size_t(unanswered.size()) == m_parts.size())
        outcome.confidence = 0;
    else if (outcome.data.empty())
        outcome.confidence = m_parts.front().quoted.empty() ? 0 : m_parts.front().quoted.front().score;
    co_return outcome;
}

} // namespace tabletalk
