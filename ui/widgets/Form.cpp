// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Form.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/widgets/FieldButton.h"

#include <QAction>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace tabletalk::ui {

QLineEdit *makeField(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(objectName);
    field->setAccessibleName(accessibleName);
    return field;
}

QFormLayout *makeForm(QWidget *parent)
{
    auto *form = new QFormLayout(parent->layout() ? nullptr : parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(space::large);
    form->setVerticalSpacing(space::medium);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return form;
}

QLabel *addRow(QFormLayout *form, const QString &label, QWidget *field, QWidget *row)
{
    auto *made = new QLabel(label, form->parentWidget());
    made->setTextFormat(Qt::PlainText); // some are what somebody called them
    made->setBuddy(field);
    form->addRow(made, row ? row : field);
    return made;
}

void alignLabels(QWidget *root)
{
    QList<QWidget *> labels;
    int widest = 0;
    const auto forms = root->findChildren<QFormLayout *>();
    for (const QFormLayout *form : forms) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem *item = form->itemAt(row, QFormLayout::LabelRole);
            if (!item || !item->widget())
                continue;
            labels.append(item->widget());
            widest = std::max(widest, item->widget()->sizeHint().width());
        }
    }
    for (QWidget *label : labels)
        label->setMinimumWidth(widest);
}

void fillField(QLineEdit *field, const QString &text)
{
    if (field->text() == text)
        return;
    const QSignalBlocker quiet(field);
    field->setText(text);
}

void addShowToggle(QLineEdit *field)
{
    field->setEchoMode(QLineEdit::Password);
    auto *toggle = new QAction(field);
    toggle->setObjectName(QStringLiteral("showPassword"));
    toggle->setCheckable(true);
    const auto update = [field, toggle](bool shown) {
        field->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        toggle->setIcon(icon(shown ? QStringLiteral("eye-off") : QStringLiteral("eye"), IconTint::Muted));
        toggle->setText(shown ? QCoreApplication::translate("Form", "Hide the password")
                              : QCoreApplication::translate("Form", "Show the password"));
    };
    QObject::connect(toggle, &QAction::toggled, field, update);
    update(false);
    new FieldButton(field, toggle);
}

} // namespace tabletalk::ui
