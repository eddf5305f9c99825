// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/workflows/StepAsker.h"

#include "core/api/Rows.h"
#include "core/workflows/Definition.h"

#include <boost/json.hpp>

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace tabletalk {

namespace {

using workflow::Reference;
using workflow::StepResult;

QString tr(const char *text)
{
    return QCoreApplication::translate("Workflows", text);
}

std::optional<QString> valueIn(const std::vector<api::WorkflowValue> &values, const QString &name)
{
    const auto found = std::ranges::find(values, name, &api::WorkflowValue::name);
    return found == values.end() ? std::nullopt : std::optional(found->value);
}

std::optional<QString> valueOf(const Reference &reference, const StepSetting &setting)
{
    if (const auto given = setting.given.find(reference.name()); given != setting.given.end())
        return given->second;
    switch (reference.of) {
    case Reference::Of::Input:
        return valueIn(setting.inputs, reference.field);
    case Reference::Of::Event: // started by hand there is none
        return valueIn(setting.eventData, reference.field).value_or(QString());
    case Reference::Of::Run:
        return setting.date;
    case Reference::Of::Step:
        break;
    }
    const auto result = setting.results.find(reference.key);
    return result == setting.results.end() ? std::nullopt
                                           : std::optional(workflow::fieldOf(result->second, reference.field));
}

StepResult resultOf(SavedOutcome outcome)
{
    return {std::move(outcome.text), std::move(outcome.columns), std::move(outcome.rows), outcome.truncated, {}};
}

QString textIn(const json::value &value)
{
    return value.is_string() ? QString::fromUtf8(value.get_string().data(), qsizetype(value.get_string().size()))
                             : QString();
}

/// "columns" and "rows" as answers have them; nothing where the tool gave none.
bool takeTable(const json::object &data, api::WorkflowStepRun &table)
{
    const auto *columns = data.if_contains("columns");
    const auto *rows = data.if_contains("rows");
    if (!columns || !columns->is_array() || !rows || !rows->is_array())
        return false;
    for (const json::value &column : columns->get_array()) {
        const auto *object = column.if_object();
        const auto *name = object ? object->if_contains("name") : nullptr;
        const auto *type = object ? object->if_contains("type") : nullptr;
        table.columns.push_back({name ? textIn(*name) : textIn(column), type ? textIn(*type) : u"other"_s});
    }
    for (const json::value &row : rows->get_array())
        table.rows.push_back(row);
    return true;
}

/// What a tool gives is a table where it has rows; else its passages are.
StepResult resultOf(ToolResult found)
{
    api::WorkflowStepRun table;
    StepResult result;
    if (takeTable(found.data, table)) {
        result = workflow::resultIn(table);
        const auto *truncated = found.data.if_contains("truncated");
        result.truncated = truncated && truncated->is_bool() && truncated->get_bool();
    } else if (!found.citations.empty()) {
        result.columns = {
            {u"title"_s, ColumnType::Text}, {u"page"_s, ColumnType::Integer}, {u"excerpt"_s, ColumnType::Text}};
        for (const api::Citation &citation : found.citations)
            result.rows.push_back({citation.title, qint64(citation.page), citation.excerpt});
    }
    const auto *sentence = found.data.if_contains("text"); // without the rows, which are there besides
    result.text =
        sentence && sentence->is_string() && !result.columns.empty() ? textIn(*sentence) : std::move(found.text);
    result.citations = std::move(found.citations);
    int number = 0;
    for (api::Citation &citation : result.citations)
        citation.number = citation.number > 0 ? citation.number : ++number;
    return result;
}

json::object argumentsOf(const api::WorkflowStep &step, const QString &question)
{
    json::object arguments;
    arguments[step.kind == u"sql" ? "question" : "query"] = question.toStdString();
    if (step.databaseId)
        arguments["database"] = step.databaseId->toStdString();
    return arguments;
}

} // namespace

workflow::FillRules StepAsker::rulesOfQuestions()
{
    constexpr qsizetype longestValue = 1'000;
    return {.longestValue = longestValue, .longest = workflow::longestQuestion, .onOneLine = true};
}

QString StepAsker::filled(const QString &text, const StepSetting &setting, const workflow::FillRules &rules)
{
    const auto parsed = orThrow(workflow::Template::parse(text));
    return parsed.fill(
        [&setting](const Reference &reference) {
            const auto value = valueOf(reference, setting);
            if (!value)
                throw Problem::invalid(u"params.values"_s, tr("there is no value for {{%1}}").arg(reference.name()));
            return *value;
        },
        rules);
}

StepResult StepAsker::ask(const api::WorkflowStep &step, const StepSetting &setting, api::WorkflowStepRun &run) const
{
    if (step.kind == u"savedQuestion")
        return resultOf(m_doors.runSaved(setting, workflow::idIn<SavedQuestionId>(step.savedQuestionId)));
    if (step.kind == u"sql" && step.sql && !step.sql->trimmed().isEmpty()) {
        run.input = *step.sql;
        return resultOf(m_doors.runStatement(setting, workflow::idIn<ConnectionId>(step.databaseId), *step.sql));
    }
    run.input = filled(step.question.value_or(QString()), setting, rulesOfQuestions());
    if (step.kind == u"agent") {
        if (!m_doors.askAgent)
            throw Problem::of(ProblemCode::Unavailable, tr("Agents cannot be asked on this server."));
        return resultOf(m_doors.askAgent(setting, workflow::idIn<AgentId>(step.agentId), run.input));
    }
    return resultOf(m_doors.runTool(setting, step.kind, argumentsOf(step, run.input)));
}

} // namespace tabletalk
