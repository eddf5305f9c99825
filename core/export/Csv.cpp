// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/Csv.h"

#include "core/export/CellText.h"

#include <algorithm>

namespace tabletalk {

namespace {

bool opensFormula(const Cell &cell)
{
    const QString *text = std::get_if<QString>(&cell);
    if (!text || text->isEmpty() || !QStringView(u"=+-@\t\r").contains(text->front()))
        return false;
    bool isNumber = false;
    text->toDouble(&isNumber);
    return !isNumber;
}

bool needsQuotes(const QByteArray &text)
{
    return std::ranges::any_of(text, [](char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; });
}

} // namespace

QByteArray csvLine(const Row &cells, const CsvStyle &style)
{
    QByteArray line;
    for (size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            line += ',';
        QByteArray field = exactUtf8(cells[i]);
        if (style.guardFormulas && opensFormula(cells[i]))
            field.prepend('\'');
        if (needsQuotes(field)) {
            field.replace('"', "\"\"");
            line += '"' + field + '"';
        } else {
            line += field;
        }
    }
    return line + style.lineEnd;
}

} // namespace tabletalk
