// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/SqlTool.h"

#include "core/api/Codec.h"
#include "core/api/Rows.h"
#include "server/agents/ToolArguments.h"
#include "server/chat/Consultant.h"

#include <boost/json/array.hpp>

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostRows = 200;
constexpr int usualRows = 30;
constexpr qsizetype longestCell = 200;
constexpr qsizetype longestQuestion = 2'000;
constexpr qsizetype longestStatement = 20'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Agents", text);
}

QString shortened(QString text)
{
    text = text.simplified();
    return text.size() > longestCell ? QString(text.left(longestCell) + u'…') : text;
}

QString listOf(const std::vector<QString> &words)
{
    return QStringList(words.begin(), words.end()).join(u", "_s);
}

/// Rows as lines with a bar between cells, as many as have room.
QString tableOf(const AnswerOutline &outline, const std::vector<Row> &rows)
{
    QStringList header;
    for (const ResultColumn &column : outline.columns)
        header << shortened(column.name);
    QString text = header.join(u" | "_s) + u'\n';
    qint64 shown = 0;
    for (const Row &row : rows) {
        QStringList cells;
        for (const Cell &cell : row)
            cells << shortened(toDisplayText(cell));
        const QString line = cells.join(u" | "_s) + u'\n';
        if (text.size() + line.size() > mostToolText / 2)
            break;
        text += line;
        ++shown;
    }
    if (outline.rowCount > shown)
        text += u"(%1 of %2 rows)\n"_s.arg(shown).arg(outline.rowCount);
    return text;
}

/// The databases that may be asked here, as far as they can be asked now.
Awaitable<std::vector<api::AskableDatabase>> allowed(Consultant &consultant, const ToolContext &context)
{
    auto databases = co_await consultant.databases(context.call.scope, context.workspace);
    if (context.databases)
        std::erase_if(databases, [&context](const api::AskableDatabase &database) {
            return std::ranges::find(*context.databases, database.id) == context.databases->end();
        });
    co_return databases;
}

QString namesOf(const std::vector<api::AskableDatabase> &databases)
{
    QStringList names;
    for (const api::AskableDatabase &database : databases)
        names << u'"' + database.name + u'"';
    return names.join(u", "_s);
}

} // namespace

QString SqlTool::description() const
{
    return u"Asks a database of the workspace and gives the rows it finds. Give either a question in plain words, "
           u"which "
           "is turned into a query, or one read-only SELECT statement. Use it for counts, sums, lists and anything "
           "that is recorded in tables."_s;
}

boost::json::object SqlTool::argumentSchema() const
{
    boost::json::object properties;
    properties["question"] = textArgument("What is to be found out, in plain words. Either this or sql.");
    properties["sql"] = textArgument("One SELECT statement. Either this or question.");
    properties["database"] = textArgument("The name of the database, where there are several.");
    properties["limit"] = numberArgument("How many rows are wanted.", 1, mostRows);
    return argumentsOf(std::move(properties), {});
}

ToolResult SqlTool::resultOf(const Consulted &consulted, ConnectionId database, const QString &databaseName)
{
    const AnswerOutline &outline = consulted.outline;
    ToolResult result;
    result.text = outline.text + u'\n' + tableOf(outline, consulted.rows);
    if (!outline.unusedWords.empty())
        result.text += u"Words of the question that play no part in this: "_s + listOf(outline.unusedWords) + u'\n';
    api::Citation citation;
    citation.kind = u"sql"_s;
    citation.title = databaseName;
    citation.excerpt = outline.text;
    citation.databaseId = database;
    citation.sql = outline.sql;
    citation.rowCount = outline.rowCount;
    result.citations.push_back(std::move(citation));

    boost::json::array columns;
    for (const api::ColumnHeader &column : api::toHeaders(outline.columns))
        columns.push_back(api::toJson(column));
    boost::json::array rows;
    for (const Row &row : consulted.rows) {
        boost::json::array cells;
        for (const Cell &cell : row)
            cells.push_back(api::toJson(cell));
        rows.emplace_back(std::move(cells));
    }
    result.data = {{"databaseId", database.toString().toStdString()},
                   {"sql", outline.sql.toStdString()},
                   {"columns", std::move(columns)},
                   {"rows", std::move(rows)},
                   {"rowCount", outline.rowCount},
                   {"truncated", outline.truncated},
                   {"text", outline.text.toStdString()},
                   {"explanation", outline.explanation.toStdString()},
                   {"unused", listOf(outline.unusedWords).toStdString()},
                   {"confidence", outline.confidence}};
    return result;
}

Awaitable<Result<ToolResult>> SqlTool::run(ToolContext context, boost::json::object arguments)
{
    const ToolArguments given(arguments, {"question", "sql", "database", "limit"});
    const auto question = given.text("question", longestQuestion);
    const auto statement = given.text("sql", longestStatement);
    const auto wanted = given.text("database", longestCell);
    const int rows = given.number("limit", 1, mostRows).value_or(usualRows);
    if (question.has_value() == statement.has_value())
        throw Problem::invalid(u"arguments"_s, tr("expected either a question or a statement"));

    std::vector<api::AskableDatabase> databases = co_await allowed(m_consultant, context);
    if (databases.empty())
        co_return failure(ProblemCode::NotReady, tr("There is no database here that can be asked."));
    const std::vector<api::AskableDatabase> all = databases;
    if (wanted)
        std::erase_if(databases, [&wanted](const api::AskableDatabase &database) {
            return database.name.compare(*wanted, Qt::CaseInsensitive) != 0 && database.id.toString() != *wanted;
        });
    if (databases.empty() || (databases.size() > 1 && statement))
        throw Problem::invalid(u"arguments.database"_s, tr("expected one of %1").arg(namesOf(all)));

    // Of several databases the one that understands the question best.
    const api::AskableDatabase *best = &databases.front();
    double bestConfidence = -1;
    for (const api::AskableDatabase &database : databases) {
        if (databases.size() == 1)
            break;
        ask::Question asked;
        asked.text = *question;
        const auto found = co_await m_consultant.understand(context.call.scope, database.id, std::move(asked));
        const double confidence = found ? found->candidates.front().confidence : 0;
        if (confidence > bestConfidence) {
            best = &database;
            bestConfidence = confidence;
        }
    }
    const api::AskableDatabase database = *best;
    Consultation consultation{context.call, database.id, question.value_or(QString())};
    consultation.message = context.message;
    consultation.mayAskModel = context.mayAskModel;
    consultation.rows = rows;
    consultation.stop = context.stop;
    Result<Consulted> consulted = std::unexpected(Problem());
    if (statement)
        consulted = co_await m_consultant.run(std::move(consultation), *statement);
    else
        consulted = co_await m_consultant.ask(std::move(consultation));
    if (!consulted)
        co_return std::unexpected(std::move(consulted).error());
    co_return resultOf(*consulted, database.id, database.name);
}

} // namespace tabletalk
