// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/PairsFile.h"

#include "core/api/Codec.h"

#include <QCoreApplication>
#include <QStringList>

#include <boost/json.hpp>

#include <optional>

namespace tabletalk::evaluation {

using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PairsFile", text);
}

Problem unreadable(qsizetype line, const QString &why)
{
    return Problem::of(
        ProblemCode::InvalidRequest, tr("Line %1 cannot be read: %2").arg(line).arg(why),
        tr("Write one JSON object a line, {\"question\": …, \"gold_sql\": …}, or CSV whose first line is "
           "question,gold_sql."));
}

Problem tooMany(size_t most)
{
    return Problem::of(ProblemCode::TooLarge, tr("A file may have %1 questions.").arg(most));
}

QString textOf(const json::object &object, std::string_view name)
{
    const json::value *value = object.if_contains(name);
    const auto *text = value ? value->if_string() : nullptr;
    return text ? QString::fromUtf8(text->data(), qsizetype(text->size())).trimmed() : QString();
}

Result<QuestionPair> pairOf(QStringView line, qsizetype number)
{
    const QByteArray utf8 = line.toUtf8();
    const auto parsed = api::parseJson({utf8.constData(), size_t(utf8.size())});
    const auto *object = parsed ? parsed->if_object() : nullptr;
    if (!object)
        return std::unexpected(unreadable(number, tr("it is no JSON object.")));
    QuestionPair pair{textOf(*object, "question"), textOf(*object, "gold_sql")};
    if (pair.question.isEmpty() || pair.sql.isEmpty())
        return std::unexpected(unreadable(number, tr("it lacks \"question\" or \"gold_sql\".")));
    return pair;
}

Result<std::vector<QuestionPair>> readJsonLines(QStringView text, size_t most)
{
    std::vector<QuestionPair> pairs;
    qsizetype number = 0;
    for (const QStringView line : text.tokenize(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        Result<QuestionPair> pair = pairOf(line, number);
        if (!pair)
            return std::unexpected(std::move(pair).error());
        if (pairs.size() == most)
            return std::unexpected(tooMany(most));
        pairs.push_back(*std::move(pair));
    }
    return pairs;
}

/// Records of CSV, one after the other.
class CsvRecords
{
public:
    explicit CsvRecords(QStringView text)
        : m_text(text)
    {}

    bool atEnd() const { return m_at >= m_text.size(); }
    /// Where the record that was read last began.
    qsizetype line() const { return m_recordLine; }

    /// Nothing where a quote is never closed.
    std::optional<QStringList> next()
    {
        m_recordLine = m_line;
        QStringList fields;
        QString field;
        bool quoted = false;
        while (!atEnd()) {
            const QChar c = m_text[m_at++];
            if (c == u'\n')
                ++m_line;
            if (quoted) {
                if (c != u'"')
                    field += c;
                else if (!atEnd() && m_text[m_at] == u'"')
                    field += m_text[m_at++];
                else
                    quoted = false;
            } else if (c == u'"' && field.isEmpty()) {
                quoted = true;
            } else if (c == u',') {
                fields << std::exchange(field, {});
            } else if (c == u'\n') {
                break;
            } else if (c != u'\r') {
                field += c;
            }
        }
        if (quoted)
            return std::nullopt;
        fields << field;
        return fields;
    }

private:
    QStringView m_text;
    qsizetype m_at = 0;
    qsizetype m_line = 1;
    qsizetype m_recordLine = 1;
};

Result<std::vector<QuestionPair>> readCsv(QStringView text, size_t most)
{
    CsvRecords records(text);
    std::vector<QuestionPair> pairs;
    const QStringList head = records.next().value_or(QStringList());
    const auto columnOf = [&head](QLatin1StringView name) {
        for (qsizetype i = 0; i < head.size(); ++i) {
            if (head[i].trimmed().compare(name, Qt::CaseInsensitive) == 0)
                return i;
        }
        return qsizetype(-1);
    };
    const qsizetype question = columnOf("question"_L1);
    const qsizetype sql = columnOf("gold_sql"_L1);
    if (question < 0 || sql < 0)
        return std::unexpected(unreadable(1, tr("it does not name the columns question and gold_sql.")));
    while (!records.atEnd()) {
        const auto fields = records.next();
        if (!fields)
            return std::unexpected(unreadable(records.line(), tr("a quotation mark is not closed.")));
        if (fields->size() == 1 && fields->front().trimmed().isEmpty())
            continue;
        QuestionPair pair{fields->value(question).trimmed(), fields->value(sql).trimmed()};
        if (pair.question.isEmpty() || pair.sql.isEmpty())
            return std::unexpected(unreadable(records.line(), tr("it lacks a question or a statement.")));
        if (pairs.size() == most)
            return std::unexpected(tooMany(most));
        pairs.push_back(std::move(pair));
    }
    return pairs;
}

} // namespace

Result<std::vector<QuestionPair>> readPairs(QStringView text, size_t mostPairs)
{
    constexpr QChar byteOrderMark = QChar::ByteOrderMark;
    if (text.startsWith(byteOrderMark))
        text = text.sliced(1);
    auto pairs = text.trimmed().startsWith(u'{') ? readJsonLines(text, mostPairs) : readCsv(text, mostPairs);
    if (pairs && pairs->empty())
        return failure(ProblemCode::InvalidRequest, tr("The file holds no question."));
    return pairs;
}

} // namespace tabletalk::evaluation
