// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/StreamRun.h"

#include "app/load/RpcSocket.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>

namespace tabletalk::load {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto answerPatience = 60s; ///< for opening, and for what was asked last
constexpr auto betweenOthers = 20ms;
constexpr qint64 problemsPrinted = 3;
constexpr size_t kindsOfOthers = 4;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// One user with the key of an organisation.
struct User
{
    const LoadOrganisation *organisation = nullptr;
    const std::string *key = nullptr;
    std::unique_ptr<RpcSocket> socket = {};
};

class StreamRun
{
public:
    StreamRun(const LoadOptions &options, const std::vector<LoadOrganisation> &organisations)
        : m_options(options)
        , m_next(m_context)
        , m_deadline(m_context)
    {
        for (const LoadOrganisation &organisation : organisations) {
            for (const std::string &key : organisation.keys)
                (organisation.hasModel ? m_streaming : m_others).push_back({&organisation, &key});
        }
    }

    LoadReport run()
    {
        m_started = Clock::now();
        giveUpAfter(answerPatience);
        for (std::vector<User> *users : {&m_streaming, &m_others}) {
            for (User &user : *users)
                open(user);
        }
        m_context.run();
        m_report.lost = m_report.sent - m_report.answered - m_report.errors;
        for (std::vector<User> *users : {&m_streaming, &m_others})
            users->clear();
        return std::move(m_report);
    }

private:
    void open(User &user)
    {
        const RpcAddress address{
            m_options.server.host().toStdString(), static_cast<unsigned short>(m_options.server.port(8765)), {}};
        user.socket = std::make_unique<RpcSocket>(m_context);
        user.socket->open(
            address, *user.key,
            [this](bool ok, const std::string &why) {
                ++(ok ? m_report.opened : m_report.failed);
                if (!ok)
                    std::fprintf(stderr, "not opened: %s\n", why.c_str());
                if (m_report.opened + m_report.failed == qint64(m_streaming.size() + m_others.size()))
                    allOpened();
            },
            [this] { ++m_report.failed; });
    }

    void allOpened()
    {
        m_report.openSeconds = millisecondsSince(m_started) / 1000;
        if (m_report.failed > 0 || m_streaming.empty() || m_others.empty())
            return m_context.stop();
        m_askingFrom = Clock::now();
        for (int i = 0; i < m_options.streams; ++i)
            stream(m_streaming[size_t(i) % m_streaming.size()]);
        askSomethingElse();
        m_deadline.expires_after(std::chrono::seconds(m_options.durationSeconds));
        m_deadline.async_wait([this](boost::system::error_code cancelled) {
            if (!cancelled)
                stopAsking();
        });
    }

    /// An answer of the model, and the next one when it has ended.
    void stream(User &user)
    {
        ++m_report.sent;
        m_report.streamsAtOnce = std::max(m_report.streamsAtOnce, ++m_underWay);
        boost::json::object params{
            {"databaseId", user.organisation->databaseId},
            {"question", "How many orders are there, as of " + std::to_string(m_report.sent) + "?"}};
        user.socket->call("chat.ask", std::move(params),
                          [this, &user, askedAt = Clock::now()](const Result<boost::json::value> &answer) {
                              --m_underWay;
                              ++(answer ? m_report.answered : m_report.errors);
                              if (!answer)
                                  tell(answer.error(), m_report.errors);
                              m_report.latenciesMs.push_back(millisecondsSince(askedAt));
                              if (!m_stopped)
                                  stream(user);
                              else
                                  endWhenAllAnswered();
                          });
    }

    void askSomethingElse()
    {
        if (m_stopped && m_turn >= kindsOfOthers)
            return endWhenAllAnswered();
        const size_t turn = m_turn++;
        User &user = m_others[turn % m_others.size()];
        const auto [method, params] = otherRequest(*user.organisation, turn);
        m_otherUnderWay = true;
        user.socket->call(method, params, [this, askedAt = Clock::now()](const Result<boost::json::value> &answer) {
            m_otherUnderWay = false;
            m_report.otherMs.push_back(millisecondsSince(askedAt));
            if (!answer)
                tell(answer.error(), ++m_report.otherErrors);
            m_next.expires_after(betweenOthers);
            m_next.async_wait([this](boost::system::error_code cancelled) {
                if (!cancelled)
                    askSomethingElse();
            });
        });
    }

    /// What people do beside asking, and a question that the built-in analyst answers.
    static std::pair<std::string, boost::json::object> otherRequest(const LoadOrganisation &organisation, size_t turn)
    {
        switch (turn % kindsOfOthers) {
        case 0:
            return {"chat.databases", {}};
        case 1:
            return {"conversations.list", {{"limit", 20}}};
        case 2:
            return {"databases.read", {{"id", organisation.databaseId}}};
        default:
            break;
        }
        const std::string question = organisation.questions.empty()
                                         ? "How many orders are there?"
                                         : organisation.questions[turn / kindsOfOthers % organisation.questions.size()];
        return {"chat.ask", {{"databaseId", organisation.databaseId}, {"question", question}}};
    }

    static void tell(const Problem &problem, qint64 count)
    {
        if (count <= problemsPrinted)
            std::fprintf(stderr, "problem: %s %s\n", qPrintable(problem.codeName()), qPrintable(problem.detail));
    }

    void stopAsking()
    {
        m_stopped = true;
        m_report.askSeconds = millisecondsSince(m_askingFrom) / 1000;
        m_report.serverRssMb = residentMegabytes(m_options.serverPid);
        giveUpAfter(answerPatience);
    }

    void endWhenAllAnswered()
    {
        if (m_stopped && m_underWay == 0 && !m_otherUnderWay && m_turn >= kindsOfOthers)
            m_context.stop();
    }

    void giveUpAfter(std::chrono::seconds patience)
    {
        m_deadline.expires_after(patience);
        m_deadline.async_wait([this](boost::system::error_code cancelled) {
            if (!cancelled)
                m_context.stop();
        });
    }

    const LoadOptions &m_options;
    boost::asio::io_context m_context{1};
    boost::asio::steady_timer m_next;
    boost::asio::steady_timer m_deadline;
    std::vector<User> m_streaming; ///< their answers come from the model
    std::vector<User> m_others;
    LoadReport m_report;
    Clock::time_point m_started;
    Clock::time_point m_askingFrom;
    qint64 m_underWay = 0;
    size_t m_turn = 0;
    bool m_otherUnderWay = false;
    bool m_stopped = false;
};

} // namespace

LoadReport runStreams(const LoadOptions &options, const std::vector<LoadOrganisation> &organisations)
{
    return StreamRun(options, organisations).run();
}

} // namespace tabletalk::load
