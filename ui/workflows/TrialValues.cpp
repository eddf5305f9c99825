// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/TrialValues.h"

#include "core/workflows/Template.h"
#include "ui/theme/Metrics.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int dialogWidth = 480;

QString tr(const char *text)
{
    return QCoreApplication::translate("TrialValues", text);
}

} // namespace

std::optional<std::vector<api::WorkflowValue>> askValues(QWidget *parent, const QString &title, const QString &go,
                                                         const std::vector<AskedValue> &asked)
{
    QDialog dialog(parent);
    dialog.setObjectName(u"valuesDialog"_s);
    dialog.setWindowTitle(title);
    dialog.setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(&dialog);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    auto *inside = new QWidget(&dialog);
    auto *form = makeForm(inside);
    auto *done = makeButton(u"giveValues"_s, go, ButtonKind::Primary, &dialog);
    std::vector<QLineEdit *> fields;
    const auto refresh = [&] {
        bool isComplete = true;
        for (size_t i = 0; i < fields.size(); ++i)
            isComplete = isComplete && (!asked[i].required || !fields[i]->text().trimmed().isEmpty());
        done->setEnabled(isComplete);
    };
    for (const AskedValue &each : asked) {
        auto *field = makeField(u"value_"_s + each.name, each.label, inside);
        field->setText(each.value);
        addRow(form, each.label, field);
        fields.push_back(field);
        QObject::connect(field, &QLineEdit::textChanged, &dialog, refresh);
    }
    refresh();
    column->addWidget(inside);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    auto *cancel = makeButton(u"cancelValues"_s, tr("Cancel"), ButtonKind::Plain, &dialog);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(done);
    column->addLayout(row);
    done->setDefault(true);
    QObject::connect(cancel, &QPushButton::clicked, &dialog, &QDialog::reject);
    QObject::connect(done, &QPushButton::clicked, &dialog, &QDialog::accept);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    std::vector<api::WorkflowValue> values;
    for (size_t i = 0; i < asked.size(); ++i)
        values.push_back({asked[i].name, fields[i]->text()});
    return values;
}

std::optional<std::vector<api::WorkflowValue>> askTrialValues(QWidget *parent, const api::WorkflowStep &step,
                                                              const workflow::Definition &definition)
{
    std::vector<AskedValue> asked;
    const auto add = [&](const QString &name) {
        if (std::ranges::find(asked, name, &AskedValue::name) != asked.end())
            return;
        AskedValue value{name, name, {}, false};
        for (const api::WorkflowInput &input : definition.inputs) {
            if (name == u"input."_s + input.name)
                value.value = input.value.value_or(QString());
        }
        asked.push_back(std::move(value));
    };
    for (const auto &[member, text] : workflow::templatesOf(step)) {
        if (const auto parsed = workflow::Template::parse(text)) {
            for (const workflow::Reference &reference : parsed->references())
                add(reference.name());
        }
    }
    if (step.of && (step.kind == u"condition" || step.kind == u"delivery"))
        add(u"steps."_s + *step.of + u".text"_s);
    if (asked.empty())
        return std::vector<api::WorkflowValue>();
    return askValues(parent, tr("Values to try it with"), tr("Try"), asked);
}

} // namespace tabletalk::ui
