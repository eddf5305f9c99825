// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ExitCode.h"
#include "app/terminal/Terminal.h"

#include <QCommandLineParser>
#include <QCoreApplication>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

constexpr auto usage = R"(Usage:
  tabletalk-cli ask --db URL "question" [--format table|json|csv|markdown|xlsx|insert] [--limit N]
                    [--sql-only] [--explain] [--vocabulary FILE] [--after "earlier question"]…
  tabletalk-cli ask --batch                 JSON lines in, JSON lines out
  tabletalk-cli run --db URL --sql "SELECT …" [--format …] [--limit N]
  tabletalk-cli onboard --db URL [--json]
  tabletalk-cli prove --db URL [--json]     shows that nothing can be changed, layer by layer
  tabletalk-cli eval --questions FILE.jsonl --db-dir DIR [--translator builtin|auto|MODEL]
                     [--report FILE.json|FILE.html] [--databases A,B] [--sample N [--seed S]] [--blind]
                                            how many questions are answered rightly
  tabletalk-cli login --server URL --email ADDRESS [--organization NAME]
                                            the password comes from TABLETALK_PASSWORD or standard input
  tabletalk-cli logout
  tabletalk-cli admin OPERATION [FIELD=VALUE]…
                                            calls the server, such as: admin audit.export format=csv
  tabletalk-cli policy                      what is set for everybody on this computer
  tabletalk-cli --version

--after: asked before in the same conversation, oldest first, so that "and in Osaka?" can be asked.
--explain: every step from the question to its answer, on standard error.
--sql-only: print the query and do not run it.
--vocabulary FILE: the organisation's own words, as the window exports them.
--format xlsx, insert: a workbook, and INSERT statements; send them to a file.
--limit N: rows shown. Without it 100, but all rows of CSV, xlsx and insert, which are written as the rows arrive.
--questions FILE: lines of {"id", "db_id", "question", "gold_sql"}; databases are DIR/<db_id>.sqlite.
--translator: a model at TABLETALK_MODEL_URL, which speaks TABLETALK_MODEL_PROTOCOL, with TABLETALK_MODEL_KEY; auto asks
TABLETALK_MODEL where the built-in analyst is unsure.
--blind: the report counts failures and does not show them.
URL: sqlite:///path (or a plain path), postgresql://user:password@host:port/database?sslmode=…, and the same with mysql,
sqlserver or odbc:….

admin takes TABLETALK_SERVER and TABLETALK_TOKEN, an API key, in place of login.

Exit codes: 0 answered, 2 usage, 3 cannot connect, 4 not understood, 5 refused (or not proved), 6 the database failed or timed out
)";

int usageError(const QString &message)
{
    std::fprintf(stderr, "%s\n\n%s", qPrintable(message), usage);
    return cli::Usage;
}

/// The options of all verbs; each verb says which it takes.
struct Arguments
{
    QCommandLineParser parser;
    const QCommandLineOption db{u"db"_s, u"database"_s, u"url"_s};
    const QCommandLineOption format{u"format"_s, u"output"_s, u"name"_s, u"table"_s};
    const QCommandLineOption limit{u"limit"_s, u"rows shown"_s, u"n"_s};
    const QCommandLineOption sql{u"sql"_s, u"statement"_s, u"text"_s};
    const QCommandLineOption sqlOnly{u"sql-only"_s};
    const QCommandLineOption explain{u"explain"_s};
    const QCommandLineOption vocabulary{u"vocabulary"_s, u"words of the organisation's own"_s, u"file"_s};
    const QCommandLineOption after{u"after"_s, u"a question asked before this one"_s, u"question"_s};
    const QCommandLineOption batch{u"batch"_s};
    const QCommandLineOption json{u"json"_s};
    const QCommandLineOption questions{u"questions"_s, u"questions with their answers"_s, u"file"_s};
    const QCommandLineOption dbDir{u"db-dir"_s, u"databases of the questions"_s, u"folder"_s};
    const QCommandLineOption translator{u"translator"_s, u"who answers"_s, u"name"_s, u"auto"_s};
    const QCommandLineOption report{u"report"_s, u"file to write"_s, u"file"_s};
    const QCommandLineOption databases{u"databases"_s, u"only these"_s, u"names"_s};
    const QCommandLineOption sample{u"sample"_s, u"only so many questions"_s, u"n"_s};
    const QCommandLineOption seed{u"seed"_s, u"which of them"_s, u"n"_s, u"1"_s};
    const QCommandLineOption blind{u"blind"_s};
    const QCommandLineOption server{u"server"_s, u"address of the server"_s, u"url"_s};
    const QCommandLineOption email{u"email"_s, u"who signs in"_s, u"address"_s};
    const QCommandLineOption organization{u"organization"_s, u"where to"_s, u"name"_s};
};

/// --format and --limit, checked.
struct Output
{
    cli::Format format = cli::Format::Table;
    std::optional<qint64> limit;
};

std::optional<Output> outputOf(const Arguments &arguments)
{
    const auto format = cli::formatFromName(arguments.parser.value(arguments.format));
    if (!format)
        return std::nullopt;
    if (!arguments.parser.isSet(arguments.limit))
        return Output{*format, std::nullopt};
    bool isNumber = false;
    const qint64 limit = arguments.parser.value(arguments.limit).toLongLong(&isNumber);
    if (!isNumber || limit < 0)
        return std::nullopt;
    return Output{*format, limit};
}

int runEval(const Arguments &arguments)
{
    const QCommandLineParser &parser = arguments.parser;
    cli::EvalOptions options;
    options.questionsFile = parser.value(arguments.questions);
    options.databaseFolder = parser.value(arguments.dbDir);
    options.translator = parser.value(arguments.translator);
    options.reportFile = parser.value(arguments.report);
    options.databases = parser.value(arguments.databases).split(u',', Qt::SkipEmptyParts);
    options.blind = parser.isSet(arguments.blind);
    if (options.questionsFile.isEmpty() || options.databaseFolder.isEmpty())
        return usageError(u"--questions and --db-dir say what to ask of which databases"_s);
    if (!options.reportFile.isEmpty() && !options.reportFile.endsWith(u".json")
        && !options.reportFile.endsWith(u".html"))
        return usageError(u"--report is a .json or .html file"_s);
    bool isSeed = false;
    options.seed = parser.value(arguments.seed).toULongLong(&isSeed);
    bool isSample = true;
    if (parser.isSet(arguments.sample))
        options.sample = parser.value(arguments.sample).toInt(&isSample);
    if (!isSeed || !isSample || options.sample.value_or(1) < 1)
        return usageError(u"--sample is a number of questions, and --seed a number"_s);
    return cli::evaluate(options);
}

int runRemote(const QString &verb, const Arguments &arguments)
{
    const QCommandLineParser &parser = arguments.parser;
    const QStringList words = parser.positionalArguments();
    if (verb == u"logout")
        return cli::logout();
    if (verb == u"admin")
        return words.isEmpty() ? usageError(u"Say which operation"_s) : cli::admin(words.front(), words.sliced(1));
    if (!parser.isSet(arguments.server) || !parser.isSet(arguments.email))
        return usageError(u"--server and --email say who signs in where"_s);
    return cli::login(
        {parser.value(arguments.server), parser.value(arguments.email), parser.value(arguments.organization)});
}

int runVerb(const QString &verb, const Arguments &arguments)
{
    const QCommandLineParser &parser = arguments.parser;
    if (verb == u"eval")
        return runEval(arguments);
    if (verb == u"ask" && parser.isSet(arguments.batch))
        return cli::askBatch();
    if (verb == u"login" || verb == u"logout" || verb == u"admin")
        return runRemote(verb, arguments);
    const QString url = parser.value(arguments.db);
    if (url.isEmpty())
        return usageError(u"--db says which database"_s);
    if (verb == u"onboard")
        return cli::onboard(url, parser.isSet(arguments.json));
    if (verb == u"prove")
        return cli::prove(url, parser.isSet(arguments.json));

    const auto output = outputOf(arguments);
    if (!output)
        return usageError(u"--format is table, json, csv, markdown, xlsx or insert, and --limit a number of rows"_s);
    if (verb == u"ask") {
        const QString question = parser.positionalArguments().join(u' ');
        return cli::ask({url, question, output->format, parser.isSet(arguments.sqlOnly),
                         parser.isSet(arguments.explain), output->limit, parser.value(arguments.vocabulary),
                         parser.values(arguments.after)});
    }
    if (!parser.isSet(arguments.sql))
        return usageError(u"--sql says which statement"_s);
    return cli::run(url, parser.value(arguments.sql), output->format, output->limit);
}

} // namespace

int main(int argc, char **argv)
{
    app::prepareStreams();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"tabletalk-cli"_s);
    QCoreApplication::setApplicationVersion(u"" TABLETALK_VERSION ""_s);

    QStringList words = QCoreApplication::arguments();
    const QString verb = words.size() > 1 ? words.takeAt(1) : QString();
    if (verb == u"--version") {
        std::printf("tabletalk-cli %s\n", TABLETALK_VERSION);
        return cli::Answered;
    }
    if (verb == u"--help" || verb == u"help" || words.contains(u"--help"_s)) {
        std::fputs(usage, stdout);
        return cli::Answered;
    }
    if (verb == u"policy")
        return words.size() == 1 ? cli::policy() : usageError(u"policy takes nothing else"_s);

    Arguments arguments;
    QCommandLineParser &parser = arguments.parser;
    if (verb == u"ask")
        parser.addOptions({arguments.db, arguments.format, arguments.limit, arguments.sqlOnly, arguments.explain,
                           arguments.vocabulary, arguments.after, arguments.batch});
    else if (verb == u"run")
        parser.addOptions({arguments.db, arguments.format, arguments.limit, arguments.sql});
    else if (verb == u"eval")
        parser.addOptions({arguments.questions, arguments.dbDir, arguments.translator, arguments.report,
                           arguments.databases, arguments.sample, arguments.seed, arguments.blind});
    else if (verb == u"login")
        parser.addOptions({arguments.server, arguments.email, arguments.organization});
    else if (verb == u"logout" || verb == u"admin")
        parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    else if (verb == u"onboard" || verb == u"prove")
        parser.addOptions({arguments.db, arguments.json});
    else
        return usageError(verb.isEmpty() ? u"Say what to do"_s : QString(u"There is no command "_s + verb));
    if (!parser.parse(words))
        return usageError(parser.errorText());
    return runVerb(verb, arguments);
}
