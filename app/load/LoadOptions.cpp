// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/LoadOptions.h"

#include <QCommandLineParser>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace tabletalk::load {

namespace {

constexpr int mostUsers = 50'000;
constexpr int mostOrganisations = 1'000;
constexpr int mostStreams = 5'000;
constexpr int longestSeconds = 3'600;
constexpr double highestRate = 20'000;

std::unexpected<Problem> unusable(const QString &detail)
{
    return failure(ProblemCode::InvalidRequest, detail);
}

/// Reads an option as a number between bounds; everything about a load is bounded.
class Numbers
{
public:
    explicit Numbers(const QCommandLineParser &parser)
        : m_parser(parser)
    {}

    double read(const QString &name, double least, double most)
    {
        bool ok = false;
        const double number = m_parser.value(name).toDouble(&ok);
        if (!ok || number < least || number > most)
            m_wrong = u"--%1 is a number from %2 to %3"_s.arg(name).arg(least).arg(most);
        return number;
    }

    const QString &wrong() const { return m_wrong; }

private:
    const QCommandLineParser &m_parser;
    QString m_wrong;
};

/// ws://…/rpc and http://… alike.
QUrl httpUrl(QUrl url)
{
    if (url.scheme() == u"ws")
        url.setScheme(u"http"_s);
    url.setPath(QString());
    return url;
}

} // namespace

Result<LoadOptions> readLoadOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{u"url"_s, u"server"_s, u"url"_s, u"ws://127.0.0.1:8765"_s},
                       {u"users"_s, u"sockets"_s, u"n"_s, u"100"_s},
                       {u"orgs"_s, u"organisations"_s, u"n"_s, u"4"_s},
                       {u"duration"_s, u"seconds"_s, u"n"_s, u"10"_s},
                       {u"ramp"_s, u"seconds"_s, u"n"_s, u"0"_s},
                       {u"scenario"_s, u"idle, chat or stream"_s, u"name"_s, u"chat"_s},
                       {u"rate"_s, u"questions a second"_s, u"n"_s, u"50"_s},
                       {u"streams"_s, u"answers at once"_s, u"n"_s, u"100"_s},
                       {u"model-url"_s, u"model"_s, u"url"_s, QString()},
                       {u"fresh"_s, u"share"_s, u"n"_s, u"0.25"_s},
                       {u"bootstrap"_s, u"make organisations and keys first"_s},
                       {u"state"_s, u"file"_s, u"file"_s, u"tabletalk-load.json"_s},
                       {u"server-pid"_s, u"process"_s, u"pid"_s, u"0"_s}});
    if (!parser.parse(arguments))
        return unusable(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return unusable(u"%1 is no option"_s.arg(parser.positionalArguments().constFirst()));

    Numbers numbers(parser);
    LoadOptions options;
    options.users = int(numbers.read(u"users"_s, 1, mostUsers));
    options.organisations = int(numbers.read(u"orgs"_s, 1, mostOrganisations));
    options.durationSeconds = int(numbers.read(u"duration"_s, 1, longestSeconds));
    options.rampSeconds = int(numbers.read(u"ramp"_s, 0, longestSeconds));
    options.rate = numbers.read(u"rate"_s, 0.1, highestRate);
    options.streams = int(numbers.read(u"streams"_s, 1, mostStreams));
    options.fresh = numbers.read(u"fresh"_s, 0, 1);
    options.serverPid = qint64(numbers.read(u"server-pid"_s, 0, 1e9));
    if (!numbers.wrong().isEmpty())
        return unusable(numbers.wrong());

    const QString scenario = parser.value(u"scenario"_s);
    if (scenario == u"idle")
        options.scenario = Scenario::Idle;
    else if (scenario == u"stream")
        options.scenario = Scenario::Stream;
    else if (scenario != u"chat")
        return unusable(u"--scenario is idle, chat or stream"_s);
    options.model = QUrl(parser.value(u"model-url"_s));
    if (options.scenario == Scenario::Stream && !QHostAddress(options.model.host()).isLoopback())
        return unusable(u"--scenario stream needs --model-url http://127.0.0.1:PORT/v1: a model on this machine"_s);
    if (options.scenario == Scenario::Stream && options.organisations < 2)
        return unusable(u"--scenario stream needs two --orgs: the last asks no model"_s);
    options.bootstrap = parser.isSet(u"bootstrap"_s);
    options.stateFile = parser.value(u"state"_s);

    options.server = httpUrl(QUrl(parser.value(u"url"_s)));
    if (options.server.scheme() != u"http" || !QHostAddress(options.server.host()).isLoopback())
        return unusable(u"--url is ws://127.0.0.1:PORT: load is only sent to this machine"_s);
    return options;
}

QString loadUsage()
{
    return u"Usage: tabletalk-load --url ws://127.0.0.1:PORT --users N --orgs M --duration S [--ramp S]\n"
           "         [--scenario idle|chat|stream] [--rate QUESTIONS_A_SECOND] [--fresh 0.25]\n"
           "         [--streams N] [--model-url http://127.0.0.1:PORT/v1]\n"
           "         [--bootstrap] [--state FILE] [--server-pid PID]\n\n"
           "--bootstrap makes the organisations, their database and a key for each user first, outside the timing.\n"
           "stream: all organisations but the last let the model at --model-url answer, N answers at once; the users "
           "of\n"
           "the last ask for other things meanwhile, and how long those take is told.\n"_s;
}

} // namespace tabletalk::load
