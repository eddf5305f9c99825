// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/GoldQuestions.h"

#include "core/api/Codec.h"

#include <QCoreApplication>

#include <boost/json.hpp>

namespace tabletalk::evaluation {

using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

QString textOf(const json::value &value)
{
    if (const auto *text = value.if_string())
        return QString::fromUtf8(text->data(), qsizetype(text->size()));
    if (value.is_number())
        return QString::fromStdString(json::serialize(value));
    return {};
}

QString textOf(const json::object &object, std::string_view name)
{
    const json::value *value = object.if_contains(name);
    return value ? textOf(*value) : QString();
}

/// Texts, or objects that hold one as "question".
std::vector<QString> listOf(const json::object &object, std::string_view name)
{
    std::vector<QString> texts;
    const json::value *list = object.if_contains(name);
    if (!list || !list->is_array())
        return texts;
    for (const json::value &entry : list->get_array()) {
        const auto *inner = entry.if_object();
        if (QString text = inner ? textOf(*inner, "question") : textOf(entry); !text.isEmpty())
            texts.push_back(std::move(text));
    }
    return texts;
}

Result<GoldQuestion> questionOf(std::string_view line)
{
    const Result<json::value> parsed = api::parseJson(line);
    if (!parsed)
        return std::unexpected(parsed.error());
    const auto *object = parsed->if_object();
    if (!object)
        return std::unexpected(
            Problem::invalid(u"line"_s, QCoreApplication::translate("Evaluation", "expected an object")));
    for (const char *name : {"db_id", "question", "gold_sql"}) {
        if (textOf(*object, name).isEmpty())
            return std::unexpected(Problem::invalid(QString::fromLatin1(name),
                                                    QCoreApplication::translate("Evaluation", "must not be empty")));
    }
    GoldQuestion question;
    question.id = textOf(*object, "id");
    question.databaseId = textOf(*object, "db_id");
    question.text = textOf(*object, "question");
    question.gold = {textOf(*object, "gold_sql")};
    for (QString &alternative : listOf(*object, "gold_alts"))
        question.gold.push_back(std::move(alternative));
    question.hardness = textOf(*object, "hardness");
    if (question.hardness.isEmpty())
        question.hardness = u"unknown"_s;
    question.history = listOf(*object, "history");
    question.hints = textOf(*object, "hints");
    if (question.hints.isEmpty())
        question.hints = textOf(*object, "evidence");
    question.now = Instant::fromRfc3339(textOf(*object, "now"));
    return question;
}

} // namespace

Result<std::vector<GoldQuestion>> readGoldQuestions(std::string_view lines)
{
    std::vector<GoldQuestion> questions;
    for (int number = 1; !lines.empty(); ++number) {
        const size_t end = std::min(lines.find('\n'), lines.size());
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        Result<GoldQuestion> question = questionOf(line);
        if (!question) {
            Problem problem = std::move(question).error();
            const QString what = problem.errors.empty() ? problem.detail : problem.errors.front().message;
            problem.code = ProblemCode::InvalidRequest;
            problem.detail = QCoreApplication::translate("Evaluation", "Line %1 cannot be read: %2 %3")
                                 .arg(QString::number(number), problem.where, what)
                                 .simplified();
            return std::unexpected(std::move(problem));
        }
        questions.push_back(*std::move(question));
    }
    return questions;
}

} // namespace tabletalk::evaluation
