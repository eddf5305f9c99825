// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/CellCopy.h"

#include "core/api/Rows.h"
#include "ui/chat/ResultModel.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QSet>

#include <map>
#include <set>

namespace tabletalk::ui {

namespace {

/// Those of a row that were chosen; a cell between them that was not is empty.
Result<Row> rowOf(const ResultModel &model, int row, const std::set<int> &columns, const std::set<int> &chosen)
{
    Row cells;
    for (const int column : columns) {
        if (!chosen.contains(column)) {
            cells.emplace_back();
            continue;
        }
        auto cell = model.exactCell(row, column);
        if (!cell)
            return failure(ProblemCode::NotReady,
                           QCoreApplication::translate("CellCopy", "Some of the chosen cells have not arrived yet."),
                           QCoreApplication::translate("CellCopy", "Export the answer to have all of them."));
        cells.push_back(*std::move(cell));
    }
    return cells;
}

} // namespace

Result<QString> copyOf(const ResultModel &model, const QModelIndexList &cells, ExportFormat format,
                       const ExportOptions &options)
{
    std::set<int> columns;
    std::map<int, std::set<int>> rows;
    for (const QModelIndex &cell : cells) {
        columns.insert(cell.column());
        rows[cell.row()].insert(cell.column());
    }
    const std::vector<ResultColumn> all = api::toColumns(model.columns());
    std::vector<ResultColumn> shown;
    for (const int column : columns)
        shown.push_back(all[size_t(column)]);
    QBuffer text;
    text.open(QIODevice::WriteOnly);
    const auto writer = makeRowWriter(format, text, options);
    auto done = writer->begin(shown);
    for (const auto &[row, chosen] : rows) {
        const auto values = rowOf(model, row, columns, chosen);
        if (!values)
            return std::unexpected(values.error());
        if (done)
            done = writer->row(*values);
    }
    if (done)
        done = writer->end();
    return done ? Result<QString>(QString::fromUtf8(text.data())) : std::unexpected(done.error());
}

} // namespace tabletalk::ui
