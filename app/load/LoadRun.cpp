// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/LoadRun.h"

#include "app/load/RpcSocket.h"
#include "app/load/StreamRun.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>

#include <QFile>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <random>

namespace tabletalk::load {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr size_t mostOpening = 256; ///< handshakes under way at once
constexpr auto openPatience = 60s;
constexpr auto answerPatience = 30s; ///< for what was asked last
constexpr int usersPerLocalAddress = 20'000;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One user with the key, the database and the questions of an organisation.
struct User
{
    const LoadOrganisation *organisation = nullptr;
    const std::string *key = nullptr;
    std::unique_ptr<RpcSocket> socket;
};

class Run
{
public:
    Run(const LoadOptions &options, const std::vector<LoadOrganisation> &organisations)
        : m_options(options)
        , m_timer(m_context)
        , m_deadline(m_context)
    {
        for (const LoadOrganisation &organisation : organisations) {
            for (const std::string &key : organisation.keys) {
                if (int(m_users.size()) < options.users)
                    m_users.push_back({&organisation, &key, nullptr});
            }
        }
        // Organisations take turns, so that no organisation's users come in one lump.
        std::ranges::shuffle(m_users, m_random);
    }

    LoadReport run()
    {
        m_started = Clock::now();
        m_deadline.expires_after(openPatience + std::chrono::seconds(m_options.rampSeconds));
        m_deadline.async_wait([this](boost::system::error_code cancelled) {
            if (!cancelled)
                allOpened();
        });
        openMore();
        m_context.run();
        return std::move(m_report);
    }

private:
    // --- opening ---

    void openMore()
    {
        while (m_next < m_users.size() && m_opening < mostOpening && m_next < allowedByRamp())
            open(m_users[m_next++]);
        if (m_next < m_users.size() && m_options.rampSeconds > 0) {
            m_timer.expires_after(10ms);
            m_timer.async_wait([this](boost::system::error_code cancelled) {
                if (!cancelled)
                    openMore();
            });
        }
    }

    size_t allowedByRamp() const
    {
        if (m_options.rampSeconds == 0)
            return m_users.size();
        return size_t(double(m_users.size()) * secondsSince(m_started) / m_options.rampSeconds) + 1;
    }

    void open(User &user)
    {
        ++m_opening;
        RpcAddress address{
            m_options.server.host().toStdString(), static_cast<unsigned short>(m_options.server.port(8765)), {}};
        if (const size_t block = m_next / usersPerLocalAddress; block > 0 && address.host == "127.0.0.1")
            address.from = "127.0.0." + std::to_string(block + 1);
        user.socket = std::make_unique<RpcSocket>(m_context);
        user.socket->open(
            address, *user.key,
            [this](bool ok, const std::string &why) {
                --m_opening;
                ++(ok ? m_report.opened : m_report.failed);
                if (!ok && m_report.failed <= 3)
                    std::fprintf(stderr, "not opened: %s\n", why.c_str());
                if (m_report.opened + m_report.failed == qint64(m_users.size()))
                    allOpened();
                else if (m_options.rampSeconds == 0)
                    openMore();
            },
            [this] {
                if (!m_ending)
                    ++m_report.failed;
            });
    }

    void allOpened()
    {
        if (m_allOpened)
            return;
        m_allOpened = true;
        m_timer.cancel();
        m_report.openSeconds = secondsSince(m_started);
        m_report.failed = qint64(m_users.size()) - m_report.opened;
        m_askingFrom = Clock::now();
        m_deadline.expires_after(std::chrono::seconds(m_options.durationSeconds));
        m_deadline.async_wait([this](boost::system::error_code cancelled) {
            if (!cancelled)
                stopAsking();
        });
        if (m_options.scenario == Scenario::Chat)
            askSome();
    }

    // --- asking ---

    /// As many questions as the rate has allowed since the start, from random users.
    void askSome()
    {
        if (m_stopped)
            return;
        const auto due = qint64(secondsSince(m_askingFrom) * m_options.rate);
        while (m_report.sent < due && ask()) {
        }
        m_timer.expires_after(2ms);
        m_timer.async_wait([this](boost::system::error_code cancelled) {
            if (!cancelled)
                askSome();
        });
    }

    bool ask()
    {
        User &user = m_users[std::uniform_int_distribution<size_t>(0, m_users.size() - 1)(m_random)];
        if (!user.socket || !user.socket->isOpen())
            return m_report.opened > 0;
        ++m_report.sent;
        const auto askedAt = Clock::now();
        boost::json::object params{{"databaseId", user.organisation->databaseId},
                                   {"question", question(*user.organisation)}};
        user.socket->call("chat.ask", std::move(params), [this, askedAt](const Result<boost::json::value> &answer) {
            ++(answer ? m_report.answered : m_report.errors);
            if (!answer && m_report.errors <= 3)
                std::fprintf(stderr, "problem: %s %s\n", qPrintable(answer.error().codeName()),
                             qPrintable(answer.error().detail));
            m_report.latenciesMs.push_back(secondsSince(askedAt) * 1000);
            if (m_stopped && m_report.answered + m_report.errors == m_report.sent)
                finish();
        });
        return true;
    }

    std::string question(const LoadOrganisation &organisation)
    {
        const bool fresh = std::uniform_real_distribution<double>(0, 1)(m_random) < m_options.fresh;
        if (fresh || organisation.questions.empty())
            return "How many orders have a total amount above " + std::to_string(++m_fresh) + "?";
        return organisation
            .questions[std::uniform_int_distribution<size_t>(0, organisation.questions.size() - 1)(m_random)];
    }

    // --- ending ---

    void stopAsking()
    {
        m_stopped = true;
        m_report.askSeconds = secondsSince(m_askingFrom);
        m_report.serverRssMb = residentMegabytes(m_options.serverPid);
        m_timer.cancel();
        if (m_report.answered + m_report.errors == m_report.sent)
            return finish();
        m_deadline.expires_after(answerPatience);
        m_deadline.async_wait([this](boost::system::error_code cancelled) {
            if (!cancelled)
                finish();
        });
    }

    void finish()
    {
        if (m_ending)
            return;
        m_ending = true;
        m_report.lost = m_report.sent - m_report.answered - m_report.errors;
        m_deadline.cancel();
        for (User &user : m_users)
            user.socket.reset();
        m_context.stop();
    }

    const LoadOptions &m_options;
    boost::asio::io_context m_context{1};
    boost::asio::steady_timer m_timer;
    boost::asio::steady_timer m_deadline;
    std::mt19937_64 m_random{42}; // the same load every time
    std::vector<User> m_users;
    LoadReport m_report;
    Clock::time_point m_started;
    Clock::time_point m_askingFrom;
    size_t m_next = 0;
    size_t m_opening = 0;
    qint64 m_fresh = std::chrono::system_clock::now().time_since_epoch().count() % 1'000'000 * 1000;
    bool m_allOpened = false;
    bool m_stopped = false;
    bool m_ending = false;
};

} // namespace

/// values are in order.
static double percentile(const std::vector<double> &values, double share)
{
    return values.empty() ? 0.0 : values[size_t(share * double(values.size() - 1))];
}

std::string LoadReport::toJson()
{
    std::ranges::sort(latenciesMs);
    std::ranges::sort(otherMs);
    boost::json::object report = {{"opened", opened},
                                  {"failed", failed},
                                  {"sent", sent},
                                  {"answered", answered},
                                  {"lost", lost},
                                  {"errors", errors},
                                  {"rps", askSeconds > 0 ? double(answered) / askSeconds : 0.0},
                                  {"p50Ms", percentile(latenciesMs, 0.50)},
                                  {"p95Ms", percentile(latenciesMs, 0.95)},
                                  {"p99Ms", percentile(latenciesMs, 0.99)},
                                  {"openSeconds", openSeconds},
                                  {"serverRssMb", serverRssMb}};
    if (!otherMs.empty()) {
        report["streamsAtOnce"] = streamsAtOnce;
        report["others"] = otherMs.size();
        report["otherErrors"] = otherErrors;
        report["otherP50Ms"] = percentile(otherMs, 0.50);
        report["otherP95Ms"] = percentile(otherMs, 0.95);
        report["otherP99Ms"] = percentile(otherMs, 0.99);
    }
    return boost::json::serialize(report);
}

double residentMegabytes(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (pid == 0 || !status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').constFirst().toDouble() / 1024;
    }
    return 0;
}

LoadReport runLoad(const LoadOptions &options, const std::vector<LoadOrganisation> &organisations)
{
    if (options.scenario == Scenario::Stream)
        return runStreams(options, organisations);
    return Run(options, organisations).run();
}

} // namespace tabletalk::load
