// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/webhooks/WebhookSender.h"

#include "core/base/Clock.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/webhooks/WebhookService.h"
#include "server/webhooks/WebhookSignature.h"

#include <QCoreApplication>
#include <QUrl>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr int mostAtOnce = 20;
constexpr std::chrono::seconds longestAttempt{20};
/// Nobody else tries it while this server does, and somebody does when this one is gone.
constexpr std::chrono::seconds claimed{60};
constexpr std::chrono::hours triedFor{24};
constexpr std::chrono::hours keptFor{24 * 30};
constexpr qsizetype longestProblem = 300;
constexpr qint64 longestAnswer = 64 * 1024; ///< nobody reads it

bool isGood(int status)
{
    return status >= 200 && status < 300;
}

QString problemOf(const Result<WebAnswer> &answer)
{
    if (answer)
        return QCoreApplication::translate("Webhooks", "The address answered with status %1.").arg(answer->status);
    const Problem &problem = answer.error();
    return (problem.detail.isEmpty() ? problem.title : problem.detail).left(longestProblem);
}

} // namespace

std::optional<Instant> nextAttempt(qint64 attempts, Instant createdAt, Instant now)
{
    static constexpr std::chrono::seconds pauses[] = {10s, 30s, 2min, 10min, 30min, 1h, 2h, 4h, 8h};
    const size_t index = std::min(size_t(std::max<qint64>(attempts, 1) - 1), std::size(pauses) - 1);
    const Instant next = now + pauses[index];
    return next - createdAt < triedFor ? std::optional(next) : std::nullopt;
}

std::vector<WebhookStore::Due> WebhookSender::claimDue()
{
    const Instant now = m_clock.now();
    std::vector<WebhookStore::Due> due =
        m_database.readNow([now](Transaction &transaction) { return WebhookStore::due(transaction, now, mostAtOnce); });
    std::erase_if(due, [this, now](const WebhookStore::Due &each) {
        return !m_database.writeNow([&](Transaction &transaction) {
            return WebhookStore(transaction, each.scope).claim(each.id, now, now + claimed);
        });
    });
    return due;
}

/// Nothing when the webhook went meanwhile, or its secret does not open.
std::optional<WebhookSender::Parcel> WebhookSender::packed(WebhookStore::Due due)
{
    const Instant now = m_clock.now();
    const auto secrets = m_database.readNow(
        [&](Transaction &transaction) { return WebhookStore(transaction, due.scope).secrets(due.webhook); });
    if (!secrets)
        return std::nullopt;
    std::vector<QByteArray> keys;
    const QByteArray place = placeOfWebhookSecret(due.webhook);
    if (Result<QByteArray> secret = m_vault.open(due.scope, place, secrets->sealed))
        keys.push_back(*std::move(secret));
    if (!secrets->oldSealed.isEmpty() && secrets->oldUntil && now < *secrets->oldUntil) {
        if (Result<QByteArray> old = m_vault.open(due.scope, place, secrets->oldSealed))
            keys.push_back(*std::move(old));
    }
    if (keys.empty()) {
        end(due, failure(ProblemCode::Internal,
                         QCoreApplication::translate("Webhooks", "The secret of this webhook cannot be read.")));
        return std::nullopt;
    }
    WebRequest request;
    request.method = "POST";
    request.url = QUrl(secrets->url, QUrl::StrictMode);
    request.body = due.body.toUtf8();
    request.headers = {{"Content-Type", "application/json"},
                       {"User-Agent", "Tabletalk"},
                       {"Tabletalk-Event", due.event.toUtf8()},
                       {"Tabletalk-Delivery", due.id.toString().toUtf8()},
                       {signatureHeader, webhookSignature(keys, request.body, now)}};
    request.connectTime = longestAttempt / 2;
    request.silence = longestAttempt;
    request.wholeTime = longestAttempt;
    request.mostBytes = longestAnswer;
    request.attempts = 1;
    return Parcel{std::move(due), std::move(request)};
}

int WebhookSender::sendDue()
{
    if (m_http.isAirGapped())
        return 0;
    boost::asio::io_context context;
    std::exception_ptr broken;
    int tried = 0;
    for (WebhookStore::Due &due : claimDue()) {
        std::optional<Parcel> parcel = packed(std::move(due));
        if (!parcel)
            continue;
        ++tried;
        auto sending = m_http.send(std::move(parcel->request));
        boost::asio::co_spawn(
            context, std::move(sending),
            [this, &broken, due = std::move(parcel->due)](const std::exception_ptr &, const Result<WebAnswer> &answer) {
                try {
                    end(due, answer);
                } catch (...) { // not from here: the others are on their way yet, and come back to the context
                    broken = std::current_exception();
                }
            });
    }
    context.run();
    if (broken)
        std::rethrow_exception(broken); // what could not be stored is tried again after its claim
    return tried;
}

void WebhookSender::end(const WebhookStore::Due &due, const Result<WebAnswer> &answer)
{
    const Instant now = m_clock.now();
    WebhookStore::AttemptEnd ended;
    if (answer)
        ended.status = answer->status;
    if (answer && isGood(answer->status)) {
        ended.state = u"delivered"_s;
        ended.endedAt = now;
    } else {
        ended.problem = problemOf(answer);
        ended.nextAt = nextAttempt(due.attempts + 1, due.createdAt, now);
        ended.state = ended.nextAt ? u"waiting"_s : u"failed"_s;
        if (!ended.nextAt)
            ended.endedAt = now;
    }
    m_database.writeNow([&](Transaction &transaction) { // gone with its webhook: nothing to write to
        WebhookStore(transaction, due.scope).endAttempt(due.id, ended);
    });
}

void WebhookSender::dropEnded()
{
    m_database.writeNow(
        [before = m_clock.now() - keptFor](Transaction &transaction) { WebhookStore::dropEnded(transaction, before); });
}

} // namespace tabletalk
