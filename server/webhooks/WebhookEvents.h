// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <boost/json/object.hpp>

#include <QString>

#include <vector>

namespace tabletalk {

class Transaction;

/// What webhooks can be told of.
namespace webhook_events {
inline constexpr auto answered = "question.answered";
inline constexpr auto failed = "question.failed";
inline constexpr auto memberJoined = "member.joined";
inline constexpr auto limitReached = "limit.reached";           ///< 80, 90 or 100 percent of it
inline constexpr auto scheduleFired = "schedule.fired";         ///< its result was delivered
inline constexpr auto documentCompleted = "document.completed"; ///< can be searched
inline constexpr auto documentFailed = "document.failed";       ///< could not be read
inline constexpr auto onboardingFinished = "onboarding.finished";
inline constexpr auto workflowDelivered = "workflow.delivered";
inline constexpr auto test = "webhook.test"; ///< sent by hand alone
} // namespace webhook_events

/// Without the test, which nobody subscribes to.
const std::vector<QString> &webhookCatalogue();

/// Puts the event on its way to whoever wants it, and begins the workflows that it starts, within the transaction in
/// which it happens: it is sent if and only if that is kept. data tells of ids and figures, never of what was asked.
void emitWebhookEvent(Transaction &transaction, const TenantScope &scope, const char *event, boost::json::object data,
                      Instant now);

} // namespace tabletalk
