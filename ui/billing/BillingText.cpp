// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/billing/BillingText.h"

#include "core/billing/Currency.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace tabletalk::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("BillingPanel", text);
}

/// Signs that mean one currency to everybody who reads the locale; others are named by their code.
QString signOf(const QString &code, const QLocale &locale)
{
    if (locale.currencySymbol(QLocale::CurrencyIsoCode) == code)
        return locale.currencySymbol();
    constexpr std::array<std::pair<const char *, const char *>, 3> signs = {{{"EUR", "€"}, {"GBP", "£"}, {"JPY", "¥"}}};
    for (const auto &[known, sign] : signs) {
        if (code == QLatin1StringView(known))
            return QString::fromUtf8(sign);
    }
    return {};
}

/// The digits without a sign: "1,234.50".
QString digitsText(quint64 amount, int minorDigits, const QLocale &locale)
{
    quint64 unit = 1;
    for (int i = 0; i < minorDigits; ++i)
        unit *= 10;
    QString text = locale.toString(amount / unit);
    if (minorDigits == 0)
        return text;
    const QString zero = locale.zeroDigit();
    QString minor = QString::number(amount % unit).rightJustified(minorDigits, u'0');
    if (zero != u"0") {
        for (QChar &digit : minor)
            digit = QChar(char16_t(zero.at(0).unicode() + digit.digitValue()));
    }
    return QString(text + locale.decimalPoint() + minor);
}

struct Word
{
    const char *name;
    const char *text;
};

template <size_t count>
QString wordOf(const std::array<Word, count> &words, const QString &name)
{
    const auto found =
        std::ranges::find_if(words, [&](const Word &word) { return name == QLatin1StringView(word.name); });
    return found == words.end() ? name : tr(found->text);
}

} // namespace

QString amountText(const api::Money &money, const QLocale &locale)
{
    const auto currency = billing::Currency::fromCode(money.currency);
    const bool negative = money.amount < 0;
    const quint64 size = negative ? 0 - quint64(money.amount) : quint64(money.amount);
    const QString digits = digitsText(size, currency ? currency->minorDigits() : 0, locale);
    const QString minus = negative ? locale.negativeSign() : QString();
    const QString sign = signOf(money.currency, locale);
    if (sign.isEmpty())
        return QString(minus + digits + QChar(QChar::Nbsp) + money.currency);
    // Where the locale puts the sign is seen from how it writes a digit.
    const QString one = locale.toString(1);
    QString pattern = locale.toCurrencyString(qlonglong(1), sign);
    return QString(minus + pattern.replace(one, digits));
}

QString amountText(const api::Money &money)
{
    return amountText(money, QLocale());
}

QString dayText(Instant at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.msSinceEpoch).date(), QLocale::ShortFormat);
}

QString priceText(const api::Money &price, const QString &interval)
{
    const QString amount = amountText(price);
    return interval == u"year" ? tr("%1 a year").arg(amount) : tr("%1 a month").arg(amount);
}

std::optional<QString> priceText(const api::Plan &plan, const QString &currency, const QString &interval)
{
    const auto price = std::ranges::find(plan.prices, currency, &api::PlanPrice::currency);
    if (price == plan.prices.end())
        return std::nullopt;
    const qint64 amount = interval == u"year" ? price->year : price->month;
    return amount == 0 ? tr("Free of charge") : amountText({amount, currency});
}

QString intervalText(const QString &interval)
{
    return interval == u"year" ? tr("yearly") : tr("monthly");
}

QString stateText(const QString &state)
{
    static constexpr std::array<Word, 5> words = {{{"trialing", QT_TRANSLATE_NOOP("BillingPanel", "Trial")},
                                                   {"active", QT_TRANSLATE_NOOP("BillingPanel", "Active")},
                                                   {"past_due", QT_TRANSLATE_NOOP("BillingPanel", "Payment overdue")},
                                                   {"suspended", QT_TRANSLATE_NOOP("BillingPanel", "Suspended")},
                                                   {"cancelled", QT_TRANSLATE_NOOP("BillingPanel", "Ended")}}};
    return wordOf(words, state);
}

const char *stateBadge(const QString &state)
{
    if (state == u"active")
        return "success";
    if (state == u"trialing")
        return "accent";
    if (state == u"past_due")
        return "warning";
    return state == u"suspended" ? "danger" : "neutral";
}

std::vector<LimitText> limitTexts(const api::PlanLimits &limits)
{
    const QLocale locale;
    const auto count = [&](const std::optional<qint64> &most) {
        return most ? locale.toString(*most) : tr("unlimited");
    };
    return {{tr("People"), count(limits.users)},
            {tr("Workspaces"), count(limits.workspaces)},
            {tr("Databases"), count(limits.connections)},
            {tr("Agents"), count(limits.agents)},
            {tr("Workflows"), count(limits.workflows)},
            {tr("Questions a month"), count(limits.questionsPerMonth)},
            {tr("Tokens a month"), count(limits.tokensPerMonth)},
            {tr("AI credits a month"), count(limits.creditsPerMonth)},
            {tr("Requests a minute"), count(limits.requestsPerMinute)},
            {tr("Documents and rows of answers"),
             limits.storageBytes ? locale.formattedDataSize(*limits.storageBytes) : tr("unlimited")}};
}

std::vector<FeatureText> featureTexts()
{
    return {{QStringLiteral("api_access"), tr("API keys"), {}},
            {QStringLiteral("branding"), tr("Logo and colours of your own"), {}},
            {QStringLiteral("white_label"), tr("Domain of your own"), {}},
            {QStringLiteral("analytics"), tr("Use by person and model"), {}},
            {QStringLiteral("priority_support"), tr("Support before others"), {}},
            {QStringLiteral("sso"), tr("Single sign-on"), {}}};
}

bool hasFeature(const api::Plan &plan, const QString &feature)
{
    return std::ranges::find(plan.features, feature) != plan.features.end();
}

QString eventText(const QString &kind)
{
    static constexpr std::array<Word, 16> words = {
        {{"subscribed", QT_TRANSLATE_NOOP("BillingPanel", "Subscribed")},
         {"trial_started", QT_TRANSLATE_NOOP("BillingPanel", "Trial began")},
         {"trial_ended", QT_TRANSLATE_NOOP("BillingPanel", "Trial ended")},
         {"chosen", QT_TRANSLATE_NOOP("BillingPanel", "Plan chosen")},
         {"renewed", QT_TRANSLATE_NOOP("BillingPanel", "Renewed")},
         {"changed", QT_TRANSLATE_NOOP("BillingPanel", "Changed as planned")},
         {"upgraded", QT_TRANSLATE_NOOP("BillingPanel", "Larger plan taken")},
         {"change_planned", QT_TRANSLATE_NOOP("BillingPanel", "Change planned")},
         {"cancel_planned", QT_TRANSLATE_NOOP("BillingPanel", "End planned")},
         {"kept", QT_TRANSLATE_NOOP("BillingPanel", "Plan kept")},
         {"cancelled", QT_TRANSLATE_NOOP("BillingPanel", "Ended")},
         {"reactivated", QT_TRANSLATE_NOOP("BillingPanel", "Begun again")},
         {"paid", QT_TRANSLATE_NOOP("BillingPanel", "Paid")},
         {"payment_failed", QT_TRANSLATE_NOOP("BillingPanel", "Payment overdue")},
         {"suspended", QT_TRANSLATE_NOOP("BillingPanel", "Suspended")},
         {"restored", QT_TRANSLATE_NOOP("BillingPanel", "Restored")}}};
    return wordOf(words, kind);
}

QString documentKindText(const QString &kind)
{
    return kind == u"credit_note" ? tr("Credit note") : tr("Invoice");
}

QString documentStatusText(const api::Invoice &invoice)
{
    if (invoice.kind == u"credit_note")
        return tr("issued");
    return invoice.open.amount == 0 ? tr("settled") : tr("open");
}

} // namespace tabletalk::ui
