// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/EvaluationReport.h"
#include "app/cli/ExitCode.h"
#include "app/terminal/Terminal.h"

#include "core/base/Clock.h"
#include "core/policy/MachinePolicy.h"
#include "server/evaluation/Evaluation.h"
#include "server/models/BlockingModelTranslator.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

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
    if (app::isErrorTerminal() && (done % step == 0 || done == all))
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

namespace {

/// A model that the environment names: TABLETALK_MODEL_URL, TABLETALK_MODEL_PROTOCOL, TABLETALK_MODEL_KEY.
Result<ModelTarget> modelFromEnvironment(const QString &name)
{
    const QString protocol = qEnvironmentVariable("TABLETALK_MODEL_PROTOCOL", u"openai"_s);
    const auto kind = model::protocolFromName(protocol);
    const QUrl base(qEnvironmentVariable("TABLETALK_MODEL_URL"), QUrl::StrictMode);
    if (!kind || !base.isValid() || base.host().isEmpty())
        return std::unexpected(Problem::of(
            ProblemCode::InvalidRequest,
            QCoreApplication::translate("Evaluation", "Nothing says where the model \"%1\" is.").arg(name),
            QCoreApplication::translate("Evaluation", "Set TABLETALK_MODEL_URL, and TABLETALK_MODEL_PROTOCOL "
                                                      "(openai, azure, anthropic, ollama, gemini); or use "
                                                      "--translator builtin.")));
    ModelTarget target{{*kind, base, {}}, name, nullptr, OnBehalfOf::Operator};
    if (const QByteArray key = qgetenv("TABLETALK_MODEL_KEY"); !key.isEmpty())
        target.key = std::make_shared<const Secret>(QByteArray(key));
    return target;
}

/// Who answers: the analyst, or a model beside it.
struct Translators
{
    SystemClock clock;
    std::unique_ptr<ask::Translator> analyst = ask::makeAnalyst();
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<BlockingModelTranslator> model; ///< null: the analyst alone

    Result<void> choose(const QString &name)
    {
        const QString offered = qEnvironmentVariable("TABLETALK_MODEL");
        if (name == u"builtin" || (name == u"auto" && offered.isEmpty()))
            return {};
        Result<ModelTarget> target = modelFromEnvironment(name == u"auto" ? offered : name);
        if (!target)
            return std::unexpected(std::move(target).error());
        OutboundOptions outbound;
        outbound.airGap = machinePolicy().airGap.value.value_or(false);
        Result<std::unique_ptr<HttpClient>> client = HttpClient::create(outbound, clock);
        if (!client)
            return std::unexpected(std::move(client).error());
        http = *std::move(client);
        model = std::make_unique<BlockingModelTranslator>(*analyst, *http, *std::move(target), name == u"auto");
        return {};
    }
};

void printSpent(const BlockingModelTranslator::Spent &spent, const evaluation::Report &with,
                const evaluation::Report &without)
{
    std::printf("\nThe model was asked %lld times (%lld failed) and spared %lld times; %lld tokens were sent and %lld "
                "received.\n",
                spent.asked, spent.failed, spent.spared, spent.inputTokens, spent.outputTokens);
    const auto share = [](const evaluation::Report &report) {
        return 100.0 * report.overall.share(report.overall.exact);
    };
    std::printf("Right: %.1f %% with the model, %.1f %% of the same questions by the built-in analyst alone.\n",
                share(with), share(without));
}

} // namespace

int evaluate(const EvalOptions &options)
{
    Translators translators;
    if (const Result<void> chosen = translators.choose(options.translator); !chosen)
        return fail(chosen.error(), Usage);
    auto questions = questionsIn(options);
    if (!questions)
        return fail(questions.error(), Usage);

    const Instant now = translators.clock.now();
    const auto outcomesBy = [&](const ask::Translator &translator) {
        return evaluation::evaluate({*questions, options.databaseFolder, now, evaluation::Ranks::Found, showProgress},
                                    translator);
    };
    const ask::Translator &translator =
        translators.model ? static_cast<const ask::Translator &>(*translators.model) : *translators.analyst;
    const auto outcomes = outcomesBy(translator);
    if (!outcomes)
        return fail(outcomes.error(),
                    outcomes.error().code == ProblemCode::InvalidRequest ? Usage : exitCodeOf(outcomes.error()));
    const evaluation::Report report = evaluation::summarise(*outcomes, !options.blind);
    printEvaluation(stdout, report);
    if (translators.model) {
        const auto alone = outcomesBy(*translators.analyst);
        if (!alone)
            return fail(alone.error(), exitCodeOf(alone.error()));
        printSpent(translators.model->spent(), report, evaluation::summarise(*alone, false));
    }
    if (options.reportFile.isEmpty())
        return Answered;
    const EvaluationSource source{QFileInfo(options.questionsFile).fileName(),
                                  translators.model ? options.translator : u"builtin"_s, now.toRfc3339()};
    if (const auto written = writeReport(options.reportFile, report, source); !written)
        return fail(written.error(), Usage);
    return Answered;
}

} // namespace tabletalk::cli
