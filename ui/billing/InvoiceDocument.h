// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"

#include <memory>

class QTextDocument;

namespace tabletalk::ui {

/// An invoice or a credit note as it is sent: who, to whom, its number and dates, its lines, the tax
/// and what is still to be paid. Black on white; the same invoice gives the same document.
std::unique_ptr<QTextDocument> invoiceDocument(const api::Invoice &invoice);

} // namespace tabletalk::ui
