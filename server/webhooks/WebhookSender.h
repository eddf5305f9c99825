// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/outbound/HttpClient.h"
#include "server/webhooks/WebhookStore.h"

#include <chrono>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class Vault;

/// When the next attempt follows the one of that number, from 1: later and later; nothing when a
/// day has passed since the event.
std::optional<Instant> nextAttempt(qint64 attempts, Instant createdAt, Instant now);

/// Sends what waits. Each is claimed before it is tried, so that several servers on one database do
/// not send it at once, and tried again by another when this one dies: an address may see an event
/// twice, and tells by its id. Anything but a 2xx is tried again for a day.
class WebhookSender
{
public:
    /// All outlive it.
    WebhookSender(PlatformDatabase &database, Vault &vault, HttpClient &http, const Clock &clock)
        : m_database(database)
        , m_vault(vault)
        , m_http(http)
        , m_clock(clock)
    {}

    /// Tries what is due once, up to a bounded number side by side; how many were tried. Blocks. The
    /// air gap leaves all waiting.
    int sendDue();
    void dropEnded();

private:
    struct Parcel
    {
        WebhookStore::Due due;
        WebRequest request;
    };
    std::vector<WebhookStore::Due> claimDue();
    std::optional<Parcel> packed(WebhookStore::Due due);
    void end(const WebhookStore::Due &due, const Result<WebAnswer> &answer);

    PlatformDatabase &m_database;
    Vault &m_vault;
    HttpClient &m_http;
    const Clock &m_clock;
};

} // namespace tabletalk
