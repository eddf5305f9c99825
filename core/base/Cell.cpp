// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Cell.h"

#include <cmath>

namespace tabletalk {

namespace {

QString plainNumber(double value)
{
    constexpr double exactIntegers = 9007199254740992.0; // 2^53
    if (std::floor(value) == value && std::abs(value) < exactIntegers)
        return QString::number(static_cast<qint64>(value));
    QString text = QString::number(value, 'g', 15);
    return text.contains(u'e') ? QString::number(value, 'f', 6) : text;
}

QString hexText(const QByteArray &bytes)
{
    constexpr qsizetype shown = 16;
    return QStringLiteral("0x") + QString::fromLatin1(bytes.left(shown).toHex())
           + (bytes.size() > shown ? QStringLiteral("…") : QString());
}

template <class... Lambdas>
struct Overloaded : Lambdas...
{
    using Lambdas::operator()...;
};

} // namespace

bool isNull(const Cell &cell)
{
    return std::holds_alternative<std::monostate>(cell);
}

std::optional<double> toNumber(const Cell &cell)
{
    using Number = std::optional<double>;
    return std::visit(Overloaded{
                          [](bool value) -> Number { return value ? 1.0 : 0.0; },
                          [](qint64 value) -> Number { return static_cast<double>(value); },
                          [](double value) -> Number { return value; },
                          [](const Decimal &value) -> Number {
                              bool ok = false;
                              const double number = value.text.toDouble(&ok);
                              return ok ? Number(number) : std::nullopt;
                          },
                          [](const auto &) -> Number { return std::nullopt; },
                      },
                      cell);
}

QString toDisplayText(const Cell &cell)
{
    return std::visit(Overloaded{
                          [](std::monostate) { return QString(); },
                          [](bool value) { return value ? QStringLiteral("true") : QStringLiteral("false"); },
                          [](qint64 value) { return QString::number(value); },
                          [](double value) { return plainNumber(value); },
                          [](const Decimal &value) { return value.text; },
                          [](const QString &value) { return value; },
                          [](const QByteArray &value) { return hexText(value); },
                      },
                      cell);
}

} // namespace tabletalk
