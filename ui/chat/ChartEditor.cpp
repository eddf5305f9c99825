// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ChartEditor.h"

#include "core/api/Rows.h"
#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Tables.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

using ask::ChartKind;

constexpr int narrowestBox = 110;

QString titleOf(ChartKind kind)
{
    switch (kind) {
    case ChartKind::Bar:
        return ChartEditor::tr("Bars");
    case ChartKind::Line:
        return ChartEditor::tr("Lines");
    case ChartKind::Area:
        return ChartEditor::tr("Areas");
    case ChartKind::Pie:
        return ChartEditor::tr("Pie");
    case ChartKind::Scatter:
        return ChartEditor::tr("Points");
    case ChartKind::HeatMap:
        return ChartEditor::tr("Heat map");
    case ChartKind::Number:
        break;
    }
    return ChartEditor::tr("Single figure");
}

bool canGroup(ChartKind kind)
{
    return kind == ChartKind::Bar || kind == ChartKind::Line || kind == ChartKind::Area || kind == ChartKind::HeatMap;
}

bool canStack(ChartKind kind)
{
    return kind == ChartKind::Bar || kind == ChartKind::Area;
}

bool showsOneFigure(ChartKind kind)
{
    return kind == ChartKind::Pie || kind == ChartKind::Number;
}

} // namespace

ChartEditor::ChartEditor(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("chartEditor"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::medium);
    grid->setVerticalSpacing(space::tiny);
    int column = 0;
    const auto add = [&](const QString &label, QWidget *field) {
        auto *caption = makeLabel(label, TextStyle::Caption, true, this);
        caption->setWordWrap(false);
        field->setAccessibleName(label);
        grid->addWidget(caption, 0, column);
        grid->addWidget(field, 1, column++);
    };
    m_kind = makeBox(QStringLiteral("chartKind"), tr("Chart"));
    for (int kind = int(ChartKind::Bar); kind <= int(ChartKind::Number); ++kind)
        m_kind->addItem(titleOf(ChartKind(kind)), kind);
    m_x = makeBox(QStringLiteral("chartX"), tr("Along"));
    m_figuresButton = makeButton(QStringLiteral("chartFigures"), {}, ButtonKind::Plain, this);
    m_figures = new QMenu(m_figuresButton);
    m_figures->setObjectName(QStringLiteral("chartFiguresMenu"));
    m_figuresButton->setMenu(m_figures);
    m_group = makeBox(QStringLiteral("chartGroup"), tr("A series for each"));
    m_title = new QLineEdit(this);
    m_title->setObjectName(QStringLiteral("chartTitle"));
    m_title->setPlaceholderText(tr("Title"));
    add(tr("Chart"), m_kind);
    add(tr("Along"), m_x);
    add(tr("Figures"), m_figuresButton);
    add(tr("A series for each"), m_group);
    for (int i = 0; i < column; ++i)
        grid->setColumnStretch(i, 1);

    m_stacked = new QCheckBox(tr("Stacked"), this);
    m_stacked->setObjectName(QStringLiteral("chartStacked"));
    m_suggest = makeButton(QStringLiteral("chartSuggested"), tr("As suggested"), ButtonKind::Quiet, this,
                           QStringLiteral("refresh"));
    m_title->setAccessibleName(tr("Title"));
    grid->setRowMinimumHeight(2, space::tiny); // as far from what is above as other fields are
    grid->addWidget(m_title, 3, 0, 1, column - 2);
    grid->addWidget(m_stacked, 3, column - 2);
    grid->addWidget(m_suggest, 3, column - 1);
    m_note = makeLabel({}, TextStyle::Caption, true, this);
    m_note->setObjectName(QStringLiteral("chartNote"));
    m_note->hide();
    grid->addWidget(m_note, 4, 0, 1, column);

    for (QComboBox *box : {m_kind, m_x, m_group})
        connect(box, &QComboBox::currentIndexChanged, this, &ChartEditor::take);
    connect(m_stacked, &QCheckBox::toggled, this, &ChartEditor::take);
    connect(m_title, &QLineEdit::editingFinished, this, &ChartEditor::take);
    connect(m_suggest, &QPushButton::clicked, this, [this] {
        display(m_suggested);
        send({});
    });
}

QComboBox *ChartEditor::makeBox(const QString &name, const QString &label)
{
    auto *box = new QComboBox(this);
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->setMinimumWidth(narrowestBox);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return box;
}

bool ChartEditor::canDraw(const AnswerState &state)
{
    const auto columns = api::toColumns(state.columns);
    return state.stage == AnswerState::Stage::Answered && state.rowCount > 0 && !state.messageId.isNull()
           && std::ranges::any_of(columns, ask::canBeFigure);
}

void ChartEditor::setAnswer(const AnswerState &state)
{
    if (m_message == state.messageId || !canDraw(state))
        return;
    m_message = state.messageId;
    m_columns = api::toColumns(state.columns);
    m_rowCount = state.rowCount;
    m_suggested = state.chart;
    fillColumns();
    m_isDrawn = state.shownChart().has_value();
    display(state.shownChart());
}

void ChartEditor::begin()
{
    if (!m_isDrawn)
        take();
}

void ChartEditor::fillColumns()
{
    m_filling = true;
    for (QComboBox *box : {m_x, m_group})
        box->clear();
    m_figures->clear();
    m_group->addItem(tr("None"), QString());
    for (const ResultColumn &column : m_columns) {
        m_x->addItem(column.name, column.name);
        m_group->addItem(column.name, column.name);
        if (!ask::canBeFigure(column))
            continue;
        QAction *figure = m_figures->addAction(column.name);
        figure->setData(column.name);
        figure->setCheckable(true);
        connect(figure, &QAction::triggered, this, [this, figure] {
            // Where one is shown, choosing another leaves the first.
            if (figure->isChecked() && (showsOneFigure(spec().kind) || !m_group->currentData().toString().isEmpty())) {
                for (QAction *other : m_figures->actions())
                    other->setChecked(other == figure);
            }
            take();
        });
    }
    m_filling = false;
}

/// Without a chart: bars of the first figure along the first column that is none.
void ChartEditor::display(const std::optional<api::Chart> &chart)
{
    m_filling = true;
    const auto kind = chart ? ask::chartKindFromName(chart->kind).value_or(ChartKind::Bar) : ChartKind::Bar;
    m_kind->setCurrentIndex(m_kind->findData(int(kind)));
    const auto first = std::ranges::find_if_not(m_columns, ask::canBeFigure);
    const QString along = chart && !chart->x.isEmpty() ? chart->x : first != m_columns.end() ? first->name : QString();
    m_x->setCurrentIndex(std::max(0, m_x->findData(along)));
    m_group->setCurrentIndex(std::max(0, m_group->findData(chart ? chart->group.value_or(QString()) : QString())));
    m_stacked->setChecked(chart && chart->stacked);
    m_title->setText(chart ? chart->title : QString());
    bool any = false;
    for (QAction *figure : m_figures->actions()) {
        const QString name = figure->data().toString();
        const bool wanted = chart ? std::ranges::find(chart->y, name) != chart->y.end() : !any && name != along;
        figure->setChecked(wanted);
        any = any || wanted;
    }
    m_filling = false;
    adapt();
    say({});
}

std::vector<QString> ChartEditor::figures() const
{
    std::vector<QString> names;
    for (const QAction *figure : m_figures->actions()) {
        if (figure->isChecked())
            names.push_back(figure->data().toString());
    }
    return names;
}

ask::ChartSpec ChartEditor::spec() const
{
    ask::ChartSpec made;
    made.kind = ChartKind(m_kind->currentData().toInt());
    made.title = m_title->text();
    made.x = made.kind == ChartKind::Number ? QString() : m_x->currentData().toString();
    made.y = figures();
    made.stacked = canStack(made.kind) && m_stacked->isChecked();
    made.group = canGroup(made.kind) ? m_group->currentData().toString() : QString();
    return made;
}

/// Only what the kind knows can be changed.
void ChartEditor::adapt()
{
    const auto kind = ChartKind(m_kind->currentData().toInt());
    m_x->setEnabled(kind != ChartKind::Number);
    m_group->setEnabled(canGroup(kind));
    m_stacked->setEnabled(canStack(kind));
    showFigures();
}

void ChartEditor::showFigures()
{
    const auto chosenFigures = figures();
    const QStringList names(chosenFigures.begin(), chosenFigures.end());
    constexpr qsizetype longest = 28;
    const QString text = names.isEmpty() ? tr("Choose…") : names.join(QStringLiteral(", "));
    m_figuresButton->setText(text.size() > longest ? QString(text.left(longest - 1) + u'…') : text);
    m_figuresButton->setToolTip(plainToolTip(names.join(u'\n')));
}

void ChartEditor::take()
{
    if (m_filling)
        return;
    adapt();
    const auto fitting = ask::checked(spec(), m_columns, m_rowCount);
    if (!fitting) {
        say(fitting.error().errors.empty() ? fitting.error().detail : fitting.error().errors.front().message);
        return;
    }
    say({});
    send(api::toMessage(*fitting));
}

void ChartEditor::send(const std::optional<api::Chart> &chart)
{
    m_isDrawn = chart || m_suggested;
    Q_EMIT chosen(chart);
    m_session.call<api::ChosenChart>(
        "chat.chart", api::ChooseChartRequest{m_message, chart}, this, [this](const Result<api::ChosenChart> &kept) {
            if (kept)
                return;
            say(kept.error().code == ProblemCode::NotFound ? tr("It is drawn here only: whoever asked decides for all.")
                                                           : tr("It is drawn here only: %1").arg(kept.error().detail));
        });
}

void ChartEditor::say(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

} // namespace tabletalk::ui
