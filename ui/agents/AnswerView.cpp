// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/AnswerView.h"

#include "ui/agents/AgentWords.h"
#include "ui/agents/SourceView.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/LinkLabel.h"

#include <QAbstractTextDocumentLayout>
#include <QBoxLayout>
#include <QEvent>
#include <QImage>
#include <QLabel>
#include <QRegularExpression>
#include <QTextBrowser>
#include <QTextDocument>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 40;
constexpr int mostTextHeight = 520;
constexpr std::chrono::minutes patience{5};

/// Text of others: nothing of it is fetched. As high as its text, up to a bound.
class QuietBrowser final : public QTextBrowser
{
public:
    explicit QuietBrowser(QWidget *parent)
        : QTextBrowser(parent)
    {
        setOpenLinks(false);
        setTabChangesFocus(false); // Tab goes from link to link
        setStyleSheet(u"QTextBrowser { border: 2px solid transparent; background: transparent; padding: 0; } "
                      "QTextBrowser:focus { border: 2px solid palette(highlight); }"_s);
        document()->setDocumentMargin(0);
        connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
                [this](const QSizeF &size) {
                    setFixedHeight(std::min(mostTextHeight, int(size.height()) + 2 * space::tiny));
                });
    }
    /// An empty picture and not none: where there is none, Qt opens the file that has the name of the address.
    QVariant loadResource(int, const QUrl &) override
    {
        QImage nothing(1, 1, QImage::Format_ARGB32);
        nothing.fill(Qt::transparent);
        return nothing;
    }
};

/// Numbers of citations become links; the rest is Markdown without HTML.
QString withLinks(const QString &text)
{
    static const QRegularExpression number(u"\\[(\\d{1,4})\\](?!\\()"_s);
    QString linked = text;
    linked.replace(number, u"[\\[\\1\\]](cite:\\1)"_s);
    return linked;
}

} // namespace

AnswerView::AnswerView(WindowContext &context, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(name);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    m_title = makeLabel({}, TextStyle::Strong, false, this);
    m_title->setTextFormat(Qt::PlainText);
    m_steps = makeLabel({}, TextStyle::Caption, true, this);
    m_steps->setObjectName(name + u"Steps"_s);
    m_steps->setAccessibleName(tr("Steps"));
    m_text = new QuietBrowser(this);
    m_text->setObjectName(name + u"Text"_s);
    m_text->setAccessibleName(tr("Answer"));
    m_note = makeLabel({}, TextStyle::Caption, true, this);
    m_note->setObjectName(name + u"Note"_s);
    for (QLabel *label : {m_steps, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_sources = new LinkLabel(this);
    m_sources->setObjectName(name + u"Sources"_s);
    m_sources->setAccessibleName(tr("Sources"));
    m_source = new SourceView(context, name + u"Source"_s, this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_steps, m_text, m_sources, m_source, m_note})
        column->addWidget(part);
    column->addStretch();
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) { follow(url.toString()); });
    connect(m_sources, &QLabel::linkActivated, this, &AnswerView::follow);
    clear();
}

/// Links have the colour of the theme in which their text was set.
void AnswerView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_written.isEmpty())
        showText(m_written);
}

void AnswerView::clear()
{
    m_lines.clear();
    m_written.clear();
    m_answer = {};
    m_message.reset();
    m_session_id.reset();
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_steps, m_text, m_note, m_sources, m_source})
        part->hide();
    hide(); // nothing takes no room
}

bool AnswerView::isBlank() const
{
    return m_title->isHidden();
}

void AnswerView::ask(const api::AskAgentRequest &request, const QString &agentName)
{
    const auto goingOn = m_session_id;
    clear();
    m_session_id = goingOn;
    m_asking = true;
    m_question = request.query;
    m_workspace = request.workspaceId;
    m_title->setText(agentName);
    m_title->show();
    show();
    addStep(tr("Reading the question…"));
    CallOptions options;
    options.timeout = patience;
    options.onEvent = [this](const api::Event &event) { take(event); };
    m_context.session.call<api::AgentAnswer>(
        "agents.ask", request, this, [this](const Result<api::AgentAnswer> &answer) { take(answer); },
        std::move(options));
}

void AnswerView::stop()
{
    if (!m_asking || !m_message)
        return;
    m_context.session.call<api::Empty>("agents.stop", api::StopAgentRequest{m_workspace, *m_message}, this,
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
    m_answer = *answer;
    showText(answer->text);
    showSources();
    QStringList notes;
    if (!answer->note.isEmpty())
        notes << answer->note;
    notes << (answer->model.isEmpty() ? tr("Found without a model, in %1 ms.").arg(answer->ms)
                                      : tr("Written by %1, in %2 ms.").arg(answer->model).arg(answer->ms));
    m_note->setText(notes.join(u'\n'));
    m_note->show();
    Q_EMIT finished();
}

/// Each with a way to the passage itself.
void AnswerView::showSources()
{
    QStringList links;
    for (const api::Citation &citation : m_answer.citations) {
        QString line =
            u"<a href=\"cite:%1\">[%1] %2</a>"_s.arg(citation.number).arg(sourceName(citation).toHtmlEscaped());
        if (citation.documentId)
            line += u" · <a href=\"open:%1\">%2</a>"_s.arg(citation.number).arg(tr("open"));
        links << line;
    }
    m_sources->setText(links.join(u"<br>"_s));
    m_sources->setVisible(!links.isEmpty());
}

void AnswerView::follow(const QString &link)
{
    const int number = link.section(u':', 1).toInt();
    for (const api::Citation &citation : m_answer.citations) {
        if (citation.number != number)
            continue;
        if (link.startsWith(u"open:"))
            SourceView::open(m_context, citation, m_workspace);
        else
            m_source->show(citation, m_answer, m_workspace, m_question);
    }
}

} // namespace tabletalk::ui
