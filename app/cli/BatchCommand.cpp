// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ExitCode.h"
#include "app/cli/LocalDatabase.h"

#include "core/api/Codec.h"
#include "core/base/Clock.h"

#include <boost/json.hpp>

#include <QHash>

#include <chrono>
#include <iostream>

namespace tabletalk::cli {

namespace {

namespace json = boost::json;

/// Enough to see that a query runs; batch answers hold no rows.
constexpr StatementLimits probeLimits{
    .maxRows = 1000, .maxBytes = 4 * 1024 * 1024, .timeLimit = std::chrono::seconds(5)};

class DiscardingSink final : public RowSink
{
public:
    void begin(const std::vector<ResultColumn> &) override {}
    void row(Row &&) override {}
};

QString textOf(const json::object &object, const char *name)
{
    const auto *value = object.if_contains(name);
    const auto *text = value ? value->if_string() : nullptr;
    return text ? QString::fromUtf8(text->data(), qsizetype(text->size())) : QString();
}

json::value problemToJson(const Problem &problem)
{
    return json::object{{"code", problem.codeName().toStdString()},
                        {"title", problem.title.toStdString()},
                        {"detail", problem.detail.toStdString()},
                        {"hint", problem.hint.toStdString()}};
}

json::value askBackToJson(const std::optional<ask::Clarification> &askBack)
{
    if (!askBack)
        return nullptr;
    json::array choices;
    for (const QString &choice : askBack->choices)
        choices.emplace_back(choice.toStdString());
    return json::object{{"question", askBack->question.toStdString()}, {"choices", std::move(choices)}};
}

/// Answers one line after the other; each database is read once.
class Batch
{
public:
    Batch()
        : m_translator(ask::makeAnalyst())
    {}

    json::object answer(std::string_view line)
    {
        json::object reply;
        const auto request = api::parseJson(line);
        const auto *object = request ? request->if_object() : nullptr;
        if (!object) {
            reply["id"] = nullptr;
            return withProblem(std::move(reply),
                               request ? Problem::invalid(QStringLiteral("line"), QStringLiteral("expected an object"))
                                       : request.error());
        }
        const auto *id = object->if_contains("id");
        reply["id"] = id ? *id : json::value(nullptr);

        const auto database = databaseOf(textOf(*object, "db"));
        if (!database)
            return withProblem(std::move(reply), database.error());
        return withAnswer(std::move(reply), **database, questionOf(*object));
    }

private:
    static json::object withProblem(json::object reply, const Problem &problem)
    {
        reply["sql"] = nullptr;
        reply["problem"] = problemToJson(problem);
        return reply;
    }

    json::object withAnswer(json::object reply, LocalDatabase &database, const ask::Question &question)
    {
        DiscardingSink sink;
        const auto started = std::chrono::steady_clock::now();
        const auto outline = database.ask(*m_translator, question, probeLimits, sink);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
        if (!outline)
            return withProblem(std::move(reply), outline.error());
        reply["sql"] = outline->sql.toStdString();
        reply["confidence"] = outline->confidence;
        reply["ms"] = took.count();
        reply["ask"] = askBackToJson(outline->askBack);
        return reply;
    }

    Result<LocalDatabase *> databaseOf(const QString &url)
    {
        if (const auto known = m_databases.constFind(url); known != m_databases.constEnd())
            return known->get();
        auto opened = openUnderstood(url, *m_translator);
        if (!opened)
            return std::unexpected(std::move(opened).error());
        return m_databases.insert(url, std::shared_ptr<LocalDatabase>(*std::move(opened)))->get();
    }

    static ask::Question questionOf(const json::object &object)
    {
        ask::Question question;
        question.text = textOf(object, "question");
        question.hints = textOf(object, "hints");
        question.now = Instant::fromRfc3339(textOf(object, "now")).value_or(SystemClock().now());
        const auto *history = object.if_contains("history");
        if (history && history->is_array()) {
            for (const json::value &earlier : history->get_array()) {
                if (const auto *text = earlier.if_string())
                    question.history.push_back(QString::fromUtf8(text->data(), qsizetype(text->size())));
            }
        }
        return question;
    }

    std::unique_ptr<ask::Translator> m_translator;
    QHash<QString, std::shared_ptr<LocalDatabase>> m_databases;
};

} // namespace

int askBatch()
{
    Batch batch;
    std::string line;
    while (std::getline(std::cin, line)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        std::cout << json::serialize(batch.answer(line)) << '\n' << std::flush;
    }
    return Answered;
}

} // namespace tabletalk::cli
