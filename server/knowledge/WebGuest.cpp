// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/WebGuest.h"

#include "core/base/Clock.h"
#include "core/knowledge/WebAddress.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <exception>

namespace tabletalk {

using namespace Qt::StringLiterals;
using knowledge::RobotsRules;

namespace {

constexpr std::chrono::milliseconds longestOfPage{60'000};
constexpr std::chrono::milliseconds longestSilence{20'000};
constexpr std::chrono::seconds longestWaitAskedFor{60};
constexpr size_t mostOrigins = 100; ///< that redirects of one walk may lead to

QString tr(const char *text)
{
    return QCoreApplication::translate("WebSites", text);
}

/// The client's coroutines, for a thread that may wait.
Result<WebAnswer> waitFor(Awaitable<Result<WebAnswer>> task)
{
    boost::asio::io_context context;
    std::exception_ptr thrown;
    std::optional<Result<WebAnswer>> result;
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr error, Result<WebAnswer> answer) {
        thrown = std::move(error);
        result.emplace(std::move(answer));
    });
    context.run();
    if (thrown)
        std::rethrow_exception(thrown);
    return *std::move(result);
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool mayPass(int status)
{
    return status == 429 || status >= 500;
}

std::optional<QUrl> targetOf(const QUrl &from, const WebAnswer &answer)
{
    const QByteArray location = answer.header("location");
    if (location.isEmpty())
        return {};
    return knowledge::webAddress(from.resolved(QUrl::fromEncoded(location)));
}

Problem leadsAround(const QUrl &url)
{
    return Problem::of(ProblemCode::NotFound, tr("%1 leads from one address to the next.").arg(url.toString()));
}

Problem leadsAway(const QUrl &from, const QUrl &to)
{
    Problem problem =
        Problem::of(ProblemCode::Forbidden, tr("%1 leads to %2, which is not to be read.").arg(from.host(), to.host()),
                    tr("If that is the site that you mean, give its address."));
    problem.title = tr("It leads to another site");
    return problem;
}

Problem robotsForbid(const QUrl &url)
{
    Problem problem =
        Problem::of(ProblemCode::Forbidden, tr("The robots.txt of %1 asks programs not to read this.").arg(url.host()),
                    tr("Whoever runs the site can allow it to \"%1\" there.").arg(WebGuest::agent()));
    problem.title = tr("The site does not want to be read");
    return problem;
}

Problem statusProblem(const QUrl &url, int status)
{
    Problem problem = mayPass(status)
                          ? Problem::of(ProblemCode::Unavailable,
                                        tr("%1 answered with %2.").arg(url.host()).arg(status), tr("Try again later."))
                          : Problem::of(ProblemCode::NotFound, tr("%1 answered with %2.").arg(url.host()).arg(status),
                                        tr("Check the address; pages that ask for a sign-in cannot be read."));
    problem.title = tr("The page could not be had");
    return problem;
}

} // namespace

WebGuest::WebGuest(HttpClient &http, const Clock &clock, const WebSiteCrawler::Wait &wait, Manners manners)
    : m_http(http)
    , m_clock(clock)
    , m_wait(wait)
    , m_manners(std::move(manners))
{}

QString WebGuest::agent()
{
    return u"Tabletalk"_s;
}

void WebGuest::pauseBefore(const QUrl &url)
{
    const QString host = url.host();
    const auto known = m_rules.constFind(knowledge::originOf(url));
    const std::chrono::milliseconds asked =
        known == m_rules.constEnd() ? std::chrono::milliseconds(0) : known->rules.delay();
    const qint64 pause = std::max(asked, m_manners.pause).count();
    const auto last = m_visited.constFind(host);
    const qint64 left = last == m_visited.constEnd() ? 0 : pause - (m_clock.now().msSinceEpoch - last->msSinceEpoch);
    if (left > 0)
        m_wait(std::chrono::milliseconds(std::min(left, pause)), m_manners.stop);
    m_visited.insert(host, m_clock.now());
}

Result<WebAnswer> WebGuest::sendOnce(const QUrl &url, qint64 mostBytes, bool cut)
{
    pauseBefore(url);
    if (m_manners.stop.stop_requested())
        return failure(ProblemCode::Cancelled);
    WebRequest request;
    request.url = url;
    request.headers = {{"User-Agent", agent().toLatin1() + '/' + TABLETALK_VERSION},
                       {"Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"}};
    request.silence = longestSilence;
    request.wholeTime = longestOfPage;
    request.attempts = 1;
    QByteArray beginning;
    if (!cut) {
        request.mostBytes = mostBytes;
    } else {
        request.onBytes = [&](QByteArrayView bytes) {
            beginning += bytes.first(std::min<qsizetype>(bytes.size(), mostBytes - beginning.size()));
            return beginning.size() < mostBytes;
        };
    }
    Result<WebAnswer> answer = waitFor(m_http.send(std::move(request), m_manners.stop));
    if (!answer && answer.error().code == ProblemCode::Cancelled && cut && beginning.size() >= mostBytes)
        answer.emplace().status = 200; // enough of it
    if (answer && cut)
        answer->body = std::move(beginning);
    return answer;
}

/// What is overloaded is asked once more, when it says.
Result<WebAnswer> WebGuest::send(const QUrl &url, qint64 mostBytes, bool cut)
{
    Result<WebAnswer> answer = sendOnce(url, mostBytes, cut);
    std::chrono::seconds patience(0);
    if (answer && (answer->status == 429 || answer->status == 503))
        patience = std::chrono::seconds(std::max(1, answer->header("retry-after").toInt()));
    else if (!answer && answer.error().retryAfterSeconds)
        patience = std::chrono::seconds(*answer.error().retryAfterSeconds);
    if (patience.count() == 0 || patience > longestWaitAskedFor || m_manners.stop.stop_requested())
        return answer;
    m_wait(patience, m_manners.stop);
    return sendOnce(url, mostBytes, cut);
}

WebGuest::Rules WebGuest::readRules(const QUrl &url)
{
    QUrl at(knowledge::originOf(url) + u"/robots.txt");
    for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
        Result<WebAnswer> answer = send(at, RobotsRules::mostBytes + 1, true);
        if (!answer)
            return {RobotsRules::forbidAll(), answer.error()};
        if (isRedirect(answer->status)) {
            const std::optional<QUrl> target = targetOf(at, *answer);
            if (!target)
                break;
            at = *target;
            continue;
        }
        if (mayPass(answer->status)) {
            Problem problem = statusProblem(at, answer->status);
            problem.detail = tr("The robots.txt of %1 could not be had (%2), so it is left alone.")
                                 .arg(url.host())
                                 .arg(answer->status);
            return {RobotsRules::forbidAll(), std::move(problem)};
        }
        if (answer->status >= 200 && answer->status < 300)
            return {RobotsRules(answer->body, agent()), {}};
        break;
    }
    return {}; // there is none
}

Result<const RobotsRules *> WebGuest::rulesOf(const QUrl &url)
{
    const QString origin = knowledge::originOf(url);
    auto found = m_rules.constFind(origin);
    if (found == m_rules.constEnd()) {
        if (size_t(m_rules.size()) >= mostOrigins)
            return std::unexpected(leadsAround(url));
        Rules rules = readRules(url);
        if (rules.problem && rules.problem->code == ProblemCode::Cancelled)
            return std::unexpected(*std::move(rules.problem));
        found = m_rules.insert(origin, std::move(rules));
    }
    if (found->problem)
        return std::unexpected(*found->problem);
    return &found->rules;
}

Result<WebGuest::Visit> WebGuest::get(const QUrl &url, qint64 mostBytes,
                                      const std::function<bool(const QUrl &)> &mayLead)
{
    QUrl at = url;
    for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
        const Result<const RobotsRules *> rules = rulesOf(at);
        if (!rules)
            return std::unexpected(rules.error());
        if (!(*rules)->allows(at))
            return std::unexpected(robotsForbid(at));
        Result<WebAnswer> answer = send(at, mostBytes, false);
        if (!answer)
            return std::unexpected(std::move(answer).error());
        if (!isRedirect(answer->status)) {
            if (answer->status < 200 || answer->status >= 300)
                return std::unexpected(statusProblem(at, answer->status));
            return Visit{at, *std::move(answer)};
        }
        const std::optional<QUrl> target = targetOf(at, *answer);
        if (!target)
            return std::unexpected(statusProblem(at, answer->status));
        if (!mayLead(*target))
            return std::unexpected(leadsAway(at, *target));
        at = *target;
    }
    return std::unexpected(leadsAround(url));
}

} // namespace tabletalk
