// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Csv.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace tabletalk {

namespace {

bool opensFormula(const QString &text)
{
    return !text.isEmpty() && QStringView(u"=+-@\t\r").contains(text.front());
}

struct FieldText
{
    const CsvStyle &style;

    QByteArray operator()(std::monostate) const { return {}; }
    QByteArray operator()(bool value) const { return value ? "true" : "false"; }
    QByteArray operator()(qint64 value) const { return QByteArray::number(value); }
    QByteArray operator()(double value) const
    {
        // Digits as they are, and an exponent only where there would be dozens of zeros.
        const double size = std::abs(value);
        const bool plain = value == 0 || (size >= 1e-6 && size < 1e21);
        return QByteArray::number(value, plain ? 'f' : 'g', QLocale::FloatingPointShortest);
    }
    QByteArray operator()(const Decimal &value) const { return value.text.toLatin1(); }
    QByteArray operator()(const QByteArray &value) const { return value.toBase64(); }
    QByteArray operator()(const QString &value) const
    {
        bool isNumber = false;
        if (style.guardFormulas && opensFormula(value))
            value.toDouble(&isNumber);
        const bool guarded = style.guardFormulas && opensFormula(value) && !isNumber;
        return (guarded ? QString(u'\'' + value) : value).toUtf8();
    }
};

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
        QByteArray field = std::visit(FieldText{style}, cells[i]);
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
