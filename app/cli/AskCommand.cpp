// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ExitCode.h"
#include "app/cli/LocalDatabase.h"

#include "core/base/Clock.h"

#include <unistd.h>

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
        if (!isatty(STDERR_FILENO))
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

} // namespace

void printProblem(const Problem &problem)
{
    std::fprintf(stderr, "%s\n", qPrintable(problem.title));
    for (const QString &line : {problem.detail, problem.hint}) {
        if (!line.isEmpty())
            std::fprintf(stderr, "  %s\n", qPrintable(line));
    }
}

Result<std::unique_ptr<LocalDatabase>> openUnderstood(const QString &url, const ask::Translator &translator)
{
    auto database = LocalDatabase::open(url);
    if (!database)
        return database;
    ProgressLine line;
    if (auto understood = (*database)->understand(translator, [&](const OnboardingStep &step) { line.show(step); });
        !understood)
        return std::unexpected(std::move(understood).error());
    return database;
}

int ask(const AskOptions &options)
{
    const auto translator = ask::makeAnalyst();
    const auto database = openUnderstood(options.url, *translator);
    if (!database)
        return fail(database.error());

    ask::Question question;
    question.text = options.question;
    question.now = SystemClock().now();
    if (options.explain || options.sqlOnly) {
        const auto translation = translator->translate(question, (*database)->prepared());
        if (!translation)
            return fail(translation.error());
        if (options.explain)
            printLines(translation->trace);
        if (options.sqlOnly) {
            std::printf("%s\n", qPrintable(translation->candidates.front().sql));
            return Answered;
        }
    }

    RowCollector rows(options.limit);
    const auto outline = (*database)->ask(*translator, question, StatementLimits(), rows);
    if (!outline)
        return fail(outline.error());
    if (options.explain)
        printLines({outline->explanation});
    printAnswer(stdout, options.format, *outline, rows);
    return Answered;
}

int run(const QString &url, const QString &sql, Format format, qint64 limit)
{
    const auto database = LocalDatabase::open(url);
    if (!database)
        return fail(database.error());
    RowCollector rows(limit);
    const auto outline = (*database)->run(sql, StatementLimits(), rows);
    if (!outline)
        return fail(outline.error());
    printAnswer(stdout, format, *outline, rows);
    return Answered;
}

} // namespace tabletalk::cli
