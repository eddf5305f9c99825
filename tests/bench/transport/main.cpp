// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_transport: how much the transport costs over a bare Beast echo of the same run, and
// what an idle WebSocket weighs. Servers run in a child process, so that their memory and
// their descriptors are their own. Prints one JSON object.
#include "core/api/Accounts.h"
#include "core/base/Clock.h"
#include "server/net/HttpServer.h"
#include "server/net/OpenFiles.h"
#include "tests/bench/transport/Pinger.h"
#include "tests/bench/transport/RawServer.h"

#include <boost/json.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

using namespace tabletalk;

namespace {

class AnyToken final : public Authenticator
{
public:
    Awaitable<Identity> authenticate(QString, QString) override
    {
        Identity identity;
        identity.user = UserId(QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        identity.tenant = TenantId(QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12));
        identity.role = Role::Owner;
        co_return identity;
    }
};

class NoAudit final : public AuditSink
{
public:
    void record(AuditRecord) override {}
    void recordRefusal(AuditRecord) override {}
};

class NoWorkspaces final : public WorkspaceFinder
{
public:
    Awaitable<std::optional<WorkspaceId>> workspaceOf(TenantScope, std::string, QString) override
    {
        co_return std::nullopt;
    }
};

struct Ports
{
    quint16 server = 0;
    quint16 raw = 0;
};

/// The child: serves until the pipe that it was born with is closed.
[[noreturn]] void serve(int portsOut, int untilClosed)
{
    SystemClock clock;
    AnyToken authenticator;
    NoAudit audit;
    NoWorkspaces workspaces;
    Registry registry;
    registry.add<api::UpdateMeRequest, api::UpdateMeRequest>(
        {.name = "bench.echo", .method = HttpMethod::Post, .path = "bench/echo"}, Permission::OwnAccount,
        [](Call, api::UpdateMeRequest request) -> Awaitable<api::UpdateMeRequest> { co_return request; });
    HttpServerOptions options;
    options.rates.read = {.burst = 1e9, .perSecond = 1e9};
    {
        const auto server = orThrow(HttpServer::start(options, {.registry = registry,
                                                                .authenticator = authenticator,
                                                                .workspaces = workspaces,
                                                                .audit = audit,
                                                                .clock = clock,
                                                                .describeCaller = {},
                                                                .readiness = {},
                                                                .gauges = {},
                                                                .organizationOfDomain = {}}));
        const bench::RawServer raw;
        const Ports ports{server->port(), raw.port()};
        char byte = 0;
        if (::write(portsOut, &ports, sizeof ports) == sizeof ports)
            static_cast<void>(::read(untilClosed, &byte, 1) + 1);
    }
    ::_exit(0);
}

double residentMegabytes(pid_t process)
{
    std::ifstream statm("/proc/" + std::to_string(process) + "/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Processor time that the process has used, user and system.
double cpuSeconds(pid_t process)
{
    std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(stat, text);
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    constexpr int fieldsBeforeTimes = 11;
    for (int i = 0; i < fieldsBeforeTimes; ++i)
        fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / double(sysconf(_SC_CLK_TCK));
}

QByteArray maskedText(const QByteArray &text)
{
    QByteArray frame;
    frame += char(0x81);
    frame += char(0x80 | text.size());
    frame += QByteArray(4, '\0');
    return frame + text;
}

boost::json::object measure(const Ports &ports, pid_t server)
{
    const QByteArray authorization = "Authorization: Bearer bench\r\n";
    const QByteArray upgrade = "GET /rpc HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               + authorization
                               + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    const QByteArray rest = "POST /api/v1/bench/echo HTTP/1.1\r\nHost: localhost\r\n" + authorization
                            + "Content-Type: application/json\r\nContent-Length: 18\r\n\r\n{\"fullName\":\"Ada\"}";
    const QByteArray rpc = maskedText(R"({"jsonrpc":"2.0","id":7,"method":"bench.echo","params":{"fullName":"Ada"}})");

    boost::json::object figures;
    // Beside the rate, what a request costs the server's processors: that holds on a busy machine too.
    const auto ping = [&](const std::string &name, const bench::PingPlan &plan) {
        const double cpuBefore = cpuSeconds(server);
        const double rate = bench::pingRate(plan);
        const double cpu = cpuSeconds(server) - cpuBefore;
        const double seconds = std::chrono::duration<double>(plan.warmUp + plan.time).count();
        figures[name + "PerSecond"] = rate;
        figures[name + "CpuMicroseconds"] = cpu * 1e6 / (rate * seconds);
    };
    ping("rawBeast", {.port = ports.raw, .opening = upgrade, .request = rpc});
    ping("rpc", {.port = ports.server, .opening = upgrade, .request = rpc});
    ping("rest", {.port = ports.server, .opening = {}, .request = rest});

    const double before = residentMegabytes(server);
    const int count = std::min(10'000, raiseOpenFileLimit() - 100);
    const bench::IdleSockets idle(ports.server, upgrade, count);
    figures["idleSockets"] = idle.opened();
    figures["idleOpenSeconds"] = idle.seconds();
    figures["idleMegabytes"] = residentMegabytes(server) - before;
    return figures;
}

} // namespace

int main()
{
    int portsPipe[2];
    int lifePipe[2];
    if (::pipe(portsPipe) != 0 || ::pipe(lifePipe) != 0)
        return 1;
    const pid_t child = ::fork();
    if (child < 0)
        return 1;
    if (child == 0) {
        ::close(lifePipe[1]);
        serve(portsPipe[1], lifePipe[0]);
    }
    ::close(portsPipe[1]);
    ::close(lifePipe[0]);

    int result = 1;
    Ports ports;
    if (::read(portsPipe[0], &ports, sizeof ports) == sizeof ports) {
        try {
            std::puts(boost::json::serialize(measure(ports, child)).c_str());
            result = 0;
        } catch (const std::exception &failure) {
            std::fprintf(stderr, "bench_transport: %s\n", failure.what());
        }
    }
    ::close(lifePipe[1]);
    ::waitpid(child, nullptr, 0);
    return result;
}
