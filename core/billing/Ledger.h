// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/billing/Tax.h"

#include <vector>

namespace tabletalk::billing {

/// The accounts of double entry. What an organisation owes is Receivable, what it is owed Credit.
enum class Account { Receivable, Revenue, Tax, Cash, Credit };

QString accountName(Account account);
std::optional<Account> accountFromName(QStringView name);
const std::vector<Account> &allAccounts();

/// Debits are positive, credits negative.
struct Posting
{
    Account account = Account::Receivable;
    Money amount;

    friend bool operator==(const Posting &, const Posting &) = default;
};

using Entry = std::vector<Posting>;

/// Whether it adds up to nothing, all in one currency.
bool isBalanced(const Entry &entry);

/// Postings of nothing are left out of each.

/// An invoice, paid from the organisation's credit as far as that is used.
Entry entryOfInvoice(const Taxed &total, const Money &creditUsed);
/// A credit note over a positive amount: takes off what is still to be paid, and what is left
/// over becomes credit.
Entry entryOfCreditNote(const Taxed &total, const Money &open);
/// Money that came in for an invoice; what is too much becomes credit.
Entry entryOfPayment(const Money &amount, const Money &open);

} // namespace tabletalk::billing
