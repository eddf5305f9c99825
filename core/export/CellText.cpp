// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/CellText.h"

#include <QLocale>

#include <cmath>

namespace tabletalk {

namespace {

struct ExactText
{
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
    QByteArray operator()(const QString &value) const { return value.toUtf8(); }
};

} // namespace

QByteArray exactUtf8(const Cell &cell)
{
    return std::visit(ExactText(), cell);
}

} // namespace tabletalk
