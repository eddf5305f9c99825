// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Ledger.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tabletalk::billing {

namespace {

constexpr std::array<std::pair<Account, const char *>, 5> names = {{{Account::Receivable, "receivable"},
                                                                    {Account::Revenue, "revenue"},
                                                                    {Account::Tax, "tax"},
                                                                    {Account::Cash, "cash"},
                                                                    {Account::Credit, "credit"}}};

Money smaller(const Money &a, const Money &b)
{
    return a.amount < b.amount ? a : b;
}

Entry withoutNothing(Entry entry)
{
    std::erase_if(entry, [](const Posting &posting) { return posting.amount.amount == 0; });
    return entry;
}

} // namespace

QString accountName(Account account)
{
    return QString::fromLatin1(names[static_cast<size_t>(account)].second);
}

std::optional<Account> accountFromName(QStringView name)
{
    const auto found =
        std::ranges::find_if(names, [&](const auto &row) { return name == QLatin1StringView(row.second); });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

const std::vector<Account> &allAccounts()
{
    static const std::vector<Account> all = {Account::Receivable, Account::Revenue, Account::Tax, Account::Cash,
                                             Account::Credit};
    return all;
}

bool isBalanced(const Entry &entry)
{
    if (entry.empty())
        return true;
    const Currency currency = entry.front().amount.currency;
    Money sum = noMoney(currency);
    for (const Posting &posting : entry) {
        if (posting.amount.currency != currency)
            return false;
        sum = sum + posting.amount;
    }
    return sum.amount == 0;
}

Entry entryOfInvoice(const Taxed &total, const Money &creditUsed)
{
    return withoutNothing({{Account::Receivable, total.gross},
                           {Account::Revenue, -total.net},
                           {Account::Tax, -total.tax},
                           {Account::Credit, creditUsed},
                           {Account::Receivable, -creditUsed}});
}

Entry entryOfCreditNote(const Taxed &total, const Money &open)
{
    const Money taken = smaller(total.gross, open);
    return withoutNothing({{Account::Revenue, total.net},
                           {Account::Tax, total.tax},
                           {Account::Receivable, -taken},
                           {Account::Credit, taken - total.gross}});
}

Entry entryOfPayment(const Money &amount, const Money &open)
{
    const Money taken = smaller(amount, open);
    return withoutNothing({{Account::Cash, amount}, {Account::Receivable, -taken}, {Account::Credit, taken - amount}});
}

} // namespace tabletalk::billing
