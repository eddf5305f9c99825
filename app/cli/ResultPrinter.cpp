// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ResultPrinter.h"

#include "core/api/Codec.h"
#include "core/api/Rows.h"
#include "core/export/MarkdownWriter.h"

#include <boost/json.hpp>

#include <QBuffer>
#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace tabletalk::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

void put(std::FILE *out, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    std::fwrite(utf8.constData(), 1, size_t(utf8.size()), out);
}

bool isNumeric(ColumnType type)
{
    return type == ColumnType::Integer || type == ColumnType::Decimal || type == ColumnType::Real;
}

/// Line breaks and control characters would break the frame (and could move the cursor).
QString onOneLine(const Cell &cell)
{
    QString text = toDisplayText(cell);
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    return text;
}

void printTable(std::FILE *out, const RowCollector &result)
{
    constexpr qsizetype widest = 60;
    const auto &columns = result.columns();
    std::vector<qsizetype> widths;
    widths.reserve(columns.size());
    for (const ResultColumn &column : columns)
        widths.push_back(std::min(widest, column.name.size()));
    for (const Row &row : result.rows()) {
        for (size_t i = 0; i < row.size(); ++i)
            widths[i] = std::min(widest, std::max(widths[i], onOneLine(row[i]).size()));
    }

    const auto fitted = [](QString text, qsizetype width, bool right) {
        if (text.size() > width)
            text = text.left(width - 1) + u'…';
        return right ? text.rightJustified(width) : text.leftJustified(width);
    };
    QString line;
    QString rule;
    for (size_t i = 0; i < columns.size(); ++i) {
        line += fitted(columns[i].name, widths[i], isNumeric(columns[i].type)) + QStringLiteral("  ");
        rule += QString(widths[i], u'─') + QStringLiteral("  ");
    }
    put(out, line.trimmed().isEmpty() ? QString() : line + u'\n' + rule + u'\n');
    for (const Row &row : result.rows()) {
        line.clear();
        for (size_t i = 0; i < row.size(); ++i)
            line += fitted(onOneLine(row[i]), widths[i], isNumeric(columns[i].type)) + QStringLiteral("  ");
        while (line.endsWith(u' '))
            line.chop(1);
        put(out, line + u'\n');
    }
}

void printMarkdown(std::FILE *out, const RowCollector &result)
{
    QBuffer text;
    text.open(QIODevice::WriteOnly);
    MarkdownWriter writer(text);
    orThrow(writer.begin(result.columns()));
    for (const Row &row : result.rows())
        orThrow(writer.row(row));
    put(out, QString::fromUtf8(text.data()));
}

void printJson(std::FILE *out, const AnswerOutline &outline, const RowCollector &result)
{
    boost::json::array columns;
    for (const api::ColumnHeader &header : api::toHeaders(result.columns()))
        columns.push_back(api::toJson(header));
    boost::json::array rows;
    for (const Row &row : result.rows()) {
        boost::json::array cells;
        for (const Cell &cell : row)
            cells.push_back(api::toJson(cell));
        rows.push_back(std::move(cells));
    }
    const boost::json::object answer{
        {"sql", outline.sql.toStdString()}, {"columns", std::move(columns)},
        {"rows", std::move(rows)},          {"rowCount", outline.rowCount},
        {"truncated", outline.truncated},   {"text", outline.text.toStdString()},
        {"confidence", outline.confidence}, {"explanation", outline.explanation.toStdString()}};
    put(out, QString::fromStdString(boost::json::serialize(answer)) + u'\n');
}

} // namespace

std::optional<Format> formatFromName(const QString &name)
{
    static const std::array<std::pair<QLatin1StringView, Format>, 6> names = {
        {{QLatin1StringView("table"), Format::Table},
         {QLatin1StringView("json"), Format::Json},
         {QLatin1StringView("csv"), Format::Csv},
         {QLatin1StringView("markdown"), Format::Markdown},
         {QLatin1StringView("xlsx"), Format::Xlsx},
         {QLatin1StringView("insert"), Format::Insert}}};
    const auto found = std::ranges::find_if(names, [&](const auto &entry) { return entry.first == name; });
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

void RowCollector::begin(const std::vector<ResultColumn> &columns)
{
    m_columns = columns;
    m_rows.clear();
}

void RowCollector::row(Row &&row)
{
    if (qint64(m_rows.size()) < m_limit)
        m_rows.push_back(std::move(row));
}

std::optional<ExportFormat> rowFormat(Format format)
{
    switch (format) {
    case Format::Csv:
        return ExportFormat::Csv;
    case Format::Xlsx:
        return ExportFormat::Xlsx;
    case Format::Insert:
        return ExportFormat::Insert;
    default:
        return {};
    }
}

void RowPrinter::begin(const std::vector<ResultColumn> &columns)
{
    m_columns = columns; // of a query without rows, maybe, that gives way to another
}

void RowPrinter::start()
{
    if (!std::exchange(m_started, true))
        orThrow(m_writer.begin(m_columns));
}

void RowPrinter::end()
{
    start();
    orThrow(m_writer.end());
}

void RowPrinter::row(Row &&row)
{
    if (m_printed >= m_limit)
        return;
    start();
    orThrow(m_writer.row(row));
    ++m_printed;
}

void printAnswer(std::FILE *out, Format format, const AnswerOutline &outline, const RowCollector &result)
{
    if (format == Format::Json)
        return printJson(out, outline, result);
    if (format == Format::Markdown)
        printMarkdown(out, result);
    else
        printTable(out, result);
    if (outline.rowCount > qint64(result.rows().size()))
        put(out, tr("… %1 of %2 rows shown").arg(result.rows().size()).arg(outline.rowCount) + u'\n');
    put(out, u'\n' + outline.text + u'\n');
    put(out, format == Format::Markdown
                 ? QString(QStringLiteral("\n```sql\n") + outline.sql + QStringLiteral("\n```\n"))
                 : QString(QStringLiteral("\nSQL: ") + outline.sql + u'\n'));
}

} // namespace tabletalk::cli
