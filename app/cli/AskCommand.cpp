// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ExitCode.h"
#include "app/cli/LocalDatabase.h"
#include "app/cli/ResultPrinter.h"
#include "app/terminal/Terminal.h"

#include "core/api/VocabularyFile.h"
#include "core/base/Clock.h"

#include <QFile>

#include <algorithm>
#include <functional>
#include <limits>

namespace tabletalk::cli {

namespace {

/// Progress on one line that is overwritten, for people only.
class ProgressLine
{
public:
    ~ProgressLine()
    {
        if (m_shown)
            std::fputs("\r\033[K", stderr);
    }

    void show(const OnboardingStep &step)
    {
        if (!app::isErrorTerminal())
            return;
        std::fprintf(stderr, "\r\033[K%s %lld/%lld %s", qPrintable(step.stage), static_cast<long long>(step.done),
                     static_cast<long long>(step.total), qPrintable(step.detail.left(60)));
        std::fflush(stderr);
        m_shown = true;
    }

private:
    bool m_shown = false;
};

void printLines(const std::vector<QString> &lines)
{
    for (const QString &line : lines)
        std::fprintf(stderr, "%s\n", qPrintable(line));
}

int fail(const Problem &problem)
{
    printProblem(problem);
    return exitCodeOf(problem);
}

constexpr qint64 rowsShown = 100;

/// Whoever sits at the terminal can stop it, so results may be as long as they are.
StatementLimits localLimits()
{
    using namespace std::chrono_literals;
    constexpr qint64 any = std::numeric_limits<qint64>::max();
    return {.maxRows = any, .maxBytes = any, .timeLimit = 1h};
}

/// All rows, or as many as limit says, as they arrive. What is missing is said on standard
/// error, where it does not end up among the rows.
int printRows(ExportFormat format, Dialect dialect, std::optional<qint64> limit,
              const std::function<Result<qint64>(RowSink &)> &ask)
{
    if (format == ExportFormat::Xlsx && app::isOutputTerminal())
        return fail(Problem::of(ProblemCode::InvalidRequest, QStringLiteral("A workbook is no text for a terminal."),
                                QStringLiteral("Send it to a file: … --format xlsx > answer.xlsx")));
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return fail(Problem::of(ProblemCode::Unavailable));
    const ExportOptions options{.csv = {.lineEnd = "\n"}, .dialect = dialect};
    const auto writer = makeRowWriter(format, out, options);
    RowPrinter rows(*writer, limit.value_or(std::numeric_limits<qint64>::max()));
    try {
        const auto read = ask(rows);
        if (!read)
            return fail(read.error());
        rows.end();
        if (*read > rows.printed())
            std::fprintf(stderr, "%lld of %lld rows printed\n", static_cast<long long>(rows.printed()),
                         static_cast<long long>(*read));
        if (const QString remark = writer->remark(); !remark.isEmpty())
            printLines({remark});
    } catch (const Problem &problem) {
        return fail(problem);
    }
    return std::fflush(stdout) == 0 ? Answered : fail(Problem::of(ProblemCode::Unavailable));
}

Result<Vocabulary> vocabularyIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ProblemCode::InvalidRequest,
                       QStringLiteral("The vocabulary %1 cannot be read: %2.").arg(path, file.errorString()));
    return readVocabularyFile(file.read(maxVocabularyFileBytes + 1));
}

/// The last step: what the database made of the candidates.
void printOutcome(const ask::Translation &translation, const AnswerOutline &outline)
{
    const auto &candidates = translation.candidates;
    const auto run = std::ranges::find(candidates, outline.sql, &ask::Candidate::sql);
    const auto place = run - candidates.begin();
    const QString which =
        place == 0 ? QStringLiteral("  the first candidate answered")
                   : QStringLiteral("  candidate %1 answered; those before it failed or found nothing").arg(place + 1);
    std::vector<QString> lines{
        QString(), QStringLiteral("Execution"), which,
        QStringLiteral("  %1 rows, confidence %2").arg(outline.rowCount).arg(outline.confidence, 0, 'f', 2),
        QString(QStringLiteral("  ") + outline.explanation)};
    if (!outline.unusedWords.empty())
        lines.push_back(
            QStringLiteral("  Not used: %1")
                .arg(QStringList(outline.unusedWords.begin(), outline.unusedWords.end()).join(QStringLiteral(", "))));
    if (outline.askBack) {
        lines.push_back(QString(QStringLiteral("  ") + outline.askBack->question));
        for (const QString &choice : outline.askBack->choices)
            lines.push_back(QString(QStringLiteral("    - ") + choice));
    }
    lines.emplace_back();
    printLines(lines);
}

} // namespace

void printProblem(const Problem &problem)
{
    std::fprintf(stderr, "%s\n", qPrintable(problem.title));
    for (const QString &line : {problem.detail, problem.hint}) {
        if (!line.isEmpty())
            std::fprintf(stderr, "  %s\n", qPrintable(line));
    }
}

Result<std::unique_ptr<LocalDatabase>> openRead(const QString &url)
{
    auto database = LocalDatabase::open(url);
    if (!database)
        return database;
    ProgressLine line;
    if (auto read = (*database)->read([&](const OnboardingStep &step) { line.show(step); }); !read)
        return std::unexpected(std::move(read).error());
    return database;
}

Result<std::unique_ptr<LocalDatabase>> openUnderstood(const QString &url, const ask::Translator &translator)
{
    auto database = openRead(url);
    if (database)
        (*database)->prepare(translator);
    return database;
}

int ask(const AskOptions &options)
{
    const auto translator = ask::makeAnalyst();
    const auto database = openUnderstood(options.url, *translator);
    if (!database)
        return fail(database.error());

    if (!options.vocabularyFile.isEmpty()) {
        auto vocabulary = vocabularyIn(options.vocabularyFile);
        if (!vocabulary) {
            printProblem(vocabulary.error());
            return Usage;
        }
        for (const FieldError &dropped : (*database)->useVocabulary(*translator, *std::move(vocabulary)))
            printLines({QStringLiteral("%1: %2; left out").arg(dropped.path, dropped.message)});
    }

    ask::Question question;
    question.text = options.question;
    question.history = {options.after.begin(), options.after.end()};
    question.now = SystemClock().now();
    question.trace = options.explain;
    std::optional<ask::Translation> explained;
    if (options.explain || options.sqlOnly) {
        auto translation = translator->translate(question, (*database)->prepared());
        if (!translation)
            return fail(translation.error());
        if (options.explain) {
            printLines(translation->trace);
            explained = *translation;
        }
        if (options.sqlOnly) {
            std::printf("%s\n", qPrintable(translation->candidates.front().sql));
            return Answered;
        }
    }

    if (const auto format = rowFormat(options.format))
        return printRows(*format, (*database)->dialect(), options.limit, [&](RowSink &sink) -> Result<qint64> {
            const auto outline = (*database)->ask(*translator, question, localLimits(), sink);
            return outline ? Result<qint64>(outline->rowCount) : std::unexpected(outline.error());
        });
    RowCollector rows(options.limit.value_or(rowsShown));
    const auto outline = (*database)->ask(*translator, question, localLimits(), rows);
    if (!outline)
        return fail(outline.error());
    if (explained)
        printOutcome(*explained, *outline);
    printAnswer(stdout, options.format, *outline, rows);
    return Answered;
}

int run(const QString &url, const QString &sql, Format format, std::optional<qint64> limit)
{
    const auto database = LocalDatabase::open(url);
    if (!database)
        return fail(database.error());
    if (const auto rowsAs = rowFormat(format))
        return printRows(*rowsAs, (*database)->dialect(), limit, [&](RowSink &sink) -> Result<qint64> {
            const auto outcome = (*database)->stream(sql, localLimits(), sink);
            return outcome ? Result<qint64>(outcome->rowCount) : std::unexpected(outcome.error());
        });
    RowCollector rows(limit.value_or(rowsShown));
    const auto outline = (*database)->run(sql, localLimits(), rows);
    if (!outline)
        return fail(outline.error());
    printAnswer(stdout, format, *outline, rows);
    return Answered;
}

} // namespace tabletalk::cli
