// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/AnswerView.h"

#include "ui/agents/AgentWords.h"
#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QTextBrowser>
#include <QTextDocument>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 40;
constexpr int textHeight = 220;
constexpr int sourceHeight = 150;
constexpr std::chrono::minutes patience{5};

/// Text of others: nothing of it is fetched.
class QuietBrowser final : public QTextBrowser
{
public:
    using QTextBrowser::QTextBrowser;
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

QTextBrowser *makeBrowser(const QString &objectName, const QString &accessibleName, int height, QWidget *parent)
{
    auto *browser = new QuietBrowser(parent);
    browser->setObjectName(objectName);
    browser->setAccessibleName(accessibleName);
    browser->setOpenLinks(false);
    browser->setMinimumHeight(height);
    browser->setTabChangesFocus(true);
    return browser;
}

/// Numbers of citations become links; the rest is Markdown without HTML.
QString withLinks(const QString &text)
{
    static const QRegularExpression number(u"\\[(\\d{1,4})\\](?!\\()"_s);
    QString linked = text;
    linked.replace(number, u"[\\[\\1\\]](cite:\\1)"_s);
    return linked;
}

} // namespace

AnswerView::AnswerView(Session &session, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(name);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    m_title = makeLabel({}, TextStyle::Strong, false, this);
    m_steps = makeLabel({}, TextStyle::Caption, true, this);
    m_steps->setObjectName(name + u"Steps"_s);
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setTextFormat(Qt::PlainText);
    m_steps->setWordWrap(true);
    m_text = makeBrowser(name + u"Text"_s, tr("Answer"), textHeight, this);
    m_note = makeLabel({}, TextStyle::Caption, true, this);
    m_note->setObjectName(name + u"Note"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_sources = makeLabel({}, TextStyle::Body, false, this);
    m_sources->setObjectName(name + u"Sources"_s);
    m_sources->setAccessibleName(tr("Sources"));
    m_sources->setTextFormat(Qt::RichText);
    m_sources->setWordWrap(true);
    m_sources->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_source = makeBrowser(name + u"Source"_s, tr("What the claim rests on"), sourceHeight, this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_steps, m_text, m_note, m_sources, m_source})
        column->addWidget(part);
    column->addStretch();
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) { showSource(url.path().toInt()); });
    connect(m_sources, &QLabel::linkActivated, this,
            [this](const QString &link) { showSource(link.section(u':', 1).toInt()); });
    clear();
}

void AnswerView::clear()
{
    m_lines.clear();
    m_written.clear();
    m_citations.clear();
    m_message.reset();
    m_session_id.reset();
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_steps, m_text, m_note, m_sources, m_source})
        part->hide();
}

void AnswerView::ask(const api::AskAgentRequest &request, const QString &agentName)
{
    const auto goingOn = m_session_id;
    clear();
    m_session_id = goingOn;
    m_asking = true;
    m_workspace = request.workspaceId;
    m_title->setText(agentName);
    m_title->show();
    addStep(tr("Reading the question…"));
    CallOptions options;
    options.timeout = patience;
    options.onEvent = [this](const api::Event &event) { take(event); };
    m_session.call<api::AgentAnswer>(
        "agents.ask", request, this, [this](const Result<api::AgentAnswer> &answer) { take(answer); },
        std::move(options));
}

void AnswerView::stop()
{
    if (!m_asking || !m_message)
        return;
    m_session.call<api::Empty>("agents.stop", api::StopAgentRequest{m_workspace, *m_message}, this,
                               [](const Result<api::Empty> &) { /* the answer says how it ended */ });
}

void AnswerView::addStep(const QString &line)
{
    m_lines << line;
    while (m_lines.size() > mostLines)
        m_lines.removeFirst();
    m_steps->setText(m_lines.join(u'\n'));
    m_steps->show();
}

void AnswerView::take(const api::Event &event)
{
    if (event.type == u"started") {
        if (const auto started = api::fromJson<api::AgentStartedEvent>(event.data))
            m_message = started->messageId;
    } else if (event.type == u"tool_started") {
        if (const auto step = api::fromJson<api::AgentToolEvent>(event.data))
            addStep(tr("%1. %2: %3").arg(step->number).arg(toolName(step->tool), step->input));
    } else if (event.type == u"tool_finished") {
        if (const auto step = api::fromJson<api::AgentStep>(event.data))
            addStep(step->outcome == u"ok" ? tr("   → %1").arg(step->summary)
                                           : tr("   → did not work: %1").arg(step->summary));
    } else if (event.type == u"piece") {
        if (const auto piece = api::fromJson<api::TextEvent>(event.data))
            showText(m_written + piece->text);
    } else if (event.type == u"text") {
        if (const auto text = api::fromJson<api::TextEvent>(event.data))
            showText(text->text);
    }
}

void AnswerView::showText(const QString &text)
{
    m_written = text;
    m_text->document()->setMarkdown(withLinks(text), QTextDocument::MarkdownNoHTML);
    m_text->setVisible(!text.isEmpty());
}

void AnswerView::take(const Result<api::AgentAnswer> &answer)
{
    m_asking = false;
    m_lines.removeAll(tr("Reading the question…")); // it is read; the steps stay
    m_steps->setText(m_lines.join(u'\n'));
    m_steps->setVisible(!m_lines.isEmpty());
    if (!answer) {
        const Problem &problem = answer.error();
        showText({});
        m_note->setText(problem.detail.isEmpty() ? problem.title : QString(problem.title + u"\n" + problem.detail));
        m_note->show();
        Q_EMIT finished();
        return;
    }
    m_session_id = answer->sessionId;
    m_citations = answer->citations;
    showText(answer->text);
    QStringList links;
    for (const api::Citation &citation : m_citations)
        links << u"<a href=\"cite:%1\">[%1] %2</a>"_s.arg(citation.number).arg(sourceName(citation).toHtmlEscaped());
    m_sources->setText(links.join(u"<br>"_s));
    m_sources->setVisible(!links.isEmpty());
    QStringList notes;
    if (!answer->note.isEmpty())
        notes << answer->note;
    notes << (answer->model.isEmpty() ? tr("Found without a model, in %1 ms.").arg(answer->ms)
                                      : tr("Written by %1, in %2 ms.").arg(answer->model).arg(answer->ms));
    m_note->setText(notes.join(u'\n'));
    m_note->show();
    Q_EMIT finished();
}

void AnswerView::showSource(int number)
{
    for (const api::Citation &citation : m_citations) {
        if (citation.number != number)
            continue;
        m_source->setPlainText(sourceText(citation));
        m_source->show();
    }
}

} // namespace tabletalk::ui
