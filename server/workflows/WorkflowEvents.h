// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <boost/json/object.hpp>

#include <QString>

namespace tabletalk {

class Transaction;

/// Begins runs of the workflows that an event starts, in the transaction in which it happens; WorkflowRunner takes
/// them from there. What runs of workflows do is told to webhooks under a name that starts none, so that they
/// cannot go round in circles; how many an event may begin is bounded besides.
void startWorkflowsOn(Transaction &transaction, const TenantScope &scope, const QString &event,
                      const boost::json::object &data, Instant now);

inline constexpr int mostByEventInAnHour = 60; ///< of one workflow
inline constexpr int mostUnfinishedRuns = 200; ///< of an organisation

} // namespace tabletalk
