// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Vocabulary.h"

namespace tabletalk {

/// Reads how a metric is computed, in the words of SQL:
///     SUM(invoices.total) WHERE invoices.status = 'paid'
///     SUM(order_items.quantity * order_items.unit_price)
///     COUNT(DISTINCT orders.customer_id), COUNT(customers)
/// Columns are named with their table. Only what a Metric can hold is understood: one
/// aggregate, arithmetic from left to right, conditions joined by AND. Gives a metric
/// without a name; InvalidRequest says at which word it stopped.
Result<Metric> parseMetricExpression(const QString &text);

/// The expression of a metric; parses to the same one.
QString metricExpression(const Metric &metric);

/// Its parts as a form shows them: what is inside the parentheses, and what follows WHERE.
QString metricOperand(const Metric &metric);
QString metricCondition(const Metric &metric);

} // namespace tabletalk
