// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/StepResult.h"

#include "core/api/Rows.h"
#include "core/export/RowWriter.h"

#include <boost/json.hpp>

#include <QBuffer>

#include <algorithm>

using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace tabletalk::workflow {

namespace {

constexpr size_t rowsInTable = 30;
constexpr size_t mostCitations = 50;

QString tableOf(const StepResult &result)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const auto writer = makeRowWriter(ExportFormat::Markdown, buffer);
    bool isWritten = writer->begin(result.columns).has_value();
    for (size_t i = 0; isWritten && i < std::min(rowsInTable, result.rows.size()); ++i)
        isWritten = writer->row(result.rows[i]).has_value();
    return isWritten && writer->end() ? QString::fromUtf8(bytes).trimmed() : QString();
}

Cell cellIn(const json::value &value, ColumnType type)
{
    if (value.is_bool())
        return value.get_bool();
    if (value.is_int64())
        return qint64(value.get_int64());
    if (value.is_double())
        return value.get_double();
    if (!value.is_string())
        return {};
    const QString text = QString::fromUtf8(value.get_string().data(), qsizetype(value.get_string().size()));
    if (type == ColumnType::Decimal)
        return Decimal{text};
    return text;
}

} // namespace

QString fieldOf(const StepResult &result, const QString &field)
{
    if (field == u"rows")
        return QString::number(result.rows.size());
    if (field == u"table")
        return result.columns.empty() ? QString() : tableOf(result);
    if (field == u"value" && !result.rows.empty() && !result.rows.front().empty())
        return toDisplayText(result.rows.front().front());
    return result.text;
}

void put(const StepResult &result, api::WorkflowStepRun &run)
{
    run.text = result.text.left(mostTextKept);
    run.columns = api::toHeaders(result.columns);
    run.rows.clear();
    run.truncated = result.truncated;
    size_t bytes = 0;
    for (const Row &row : result.rows) {
        json::array cells;
        for (const Cell &cell : row)
            cells.push_back(api::toJson(cell));
        bytes += json::serialize(cells).size();
        if (run.rows.size() == mostRowsKept || bytes > mostBytesKept) {
            run.truncated = true;
            break;
        }
        run.rows.emplace_back(std::move(cells));
    }
    run.citations = result.citations;
    if (run.citations.size() > mostCitations)
        run.citations.resize(mostCitations);
}

StepResult resultIn(const api::WorkflowStepRun &run)
{
    StepResult result;
    result.text = run.text;
    result.columns = api::toColumns(run.columns);
    result.truncated = run.truncated;
    result.citations = run.citations;
    for (const json::value &row : run.rows) {
        Row cells;
        const auto *array = row.if_array();
        for (size_t i = 0; i < result.columns.size(); ++i)
            cells.push_back(array && i < array->size() ? cellIn((*array)[i], result.columns[i].type) : Cell());
        result.rows.push_back(std::move(cells));
    }
    return result;
}

} // namespace tabletalk::workflow
