// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/EvaluationReport.h"
#include "app/cli/ExitCode.h"

#include "core/base/Clock.h"
#include "server/evaluation/Evaluation.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace tabletalk::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxQuestionsFileBytes = 256LL * 1024 * 1024;

int fail(const Problem &problem, ExitCode code)
{
    printProblem(problem);
    return code;
}

Problem invalidFile(const QString &path, const QString &why)
{
    return Problem::of(ProblemCode::InvalidRequest, QString(path + u": "_s + why));
}

Result<std::vector<evaluation::GoldQuestion>> questionsIn(const EvalOptions &options)
{
    QFile file(options.questionsFile);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(invalidFile(options.questionsFile, file.errorString()));
    if (file.size() > maxQuestionsFileBytes)
        return std::unexpected(
            Problem::of(ProblemCode::TooLarge, QCoreApplication::translate("Evaluation", "The file is too large.")));
    const QByteArray lines = file.readAll();
    auto questions = evaluation::readGoldQuestions({lines.constData(), size_t(lines.size())});
    if (!questions)
        return questions;
    if (!options.databases.isEmpty())
        std::erase_if(*questions, [&](const auto &q) { return !options.databases.contains(q.databaseId); });
    if (options.sample)
        questions = evaluation::sampleOf(*std::move(questions), size_t(*options.sample), options.seed);
    if (questions->empty())
        return std::unexpected(invalidFile(
            options.questionsFile, QCoreApplication::translate("Evaluation", "There are no questions to ask.")));
    return questions;
}

/// For people only, and not at every question.
void showProgress(size_t done, size_t all)
{
    constexpr size_t step = 25;
    if (isatty(STDERR_FILENO) && (done % step == 0 || done == all))
        std::fprintf(stderr, done == all ? "\r\033[K" : "\r\033[K%zu/%zu", done, all);
}

Result<void> writeReport(const QString &path, const evaluation::Report &report, const EvaluationSource &source)
{
    const QByteArray content =
        path.endsWith(u".html"_s) ? evaluationPage(report, source) : evaluationJson(report, source);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()
        || !file.flush())
        return std::unexpected(invalidFile(path, file.errorString()));
    return {};
}

} // namespace

int evaluate(const EvalOptions &options)
{
    if (options.translator != u"builtin" && options.translator != u"auto")
        return fail(Problem::of(ProblemCode::NotFound,
                                QCoreApplication::translate("Evaluation", "There is no translator \"%1\": no language "
                                                                          "model is configured.")
                                    .arg(options.translator),
                                QCoreApplication::translate("Evaluation", "Use --translator builtin.")),
                    Usage);
    auto questions = questionsIn(options);
    if (!questions)
        return fail(questions.error(), Usage);

    const auto translator = ask::makeAnalyst();
    const Instant now = SystemClock().now();
    const auto outcomes = evaluation::evaluate(
        {*std::move(questions), options.databaseFolder, now, evaluation::Ranks::Found, showProgress}, *translator);
    if (!outcomes)
        return fail(outcomes.error(),
                    outcomes.error().code == ProblemCode::InvalidRequest ? Usage : exitCodeOf(outcomes.error()));
    const evaluation::Report report = evaluation::summarise(*outcomes, !options.blind);
    printEvaluation(stdout, report);
    if (options.reportFile.isEmpty())
        return Answered;
    const EvaluationSource source{QFileInfo(options.questionsFile).fileName(), u"builtin"_s, now.toRfc3339()};
    if (const auto written = writeReport(options.reportFile, report, source); !written)
        return fail(written.error(), Usage);
    return Answered;
}

} // namespace tabletalk::cli
