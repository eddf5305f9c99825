// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFormLayout;
class QLabel;
class QLineEdit;
class QWidget;

namespace tabletalk::ui {

/// A field with its names for tests and for those who cannot see it.
QLineEdit *makeField(const QString &objectName, const QString &accessibleName, QWidget *parent);

/// A form without margins, its labels at the side, the fields as wide as there is room. The
/// parent's own layout where it has none yet; else to be added to one.
QFormLayout *makeForm(QWidget *parent);

/// Puts a row into a form whose label, with its "&", leads to the field.
QLabel *addRow(QFormLayout *form, const QString &label, QWidget *field, QWidget *row = nullptr);

/// Gives all labels of the forms below root the width of the widest, so that their fields
/// begin at one line.
void alignLabels(QWidget *root);

/// Sets the text without telling, and not at all when it is there already, so that the cursor
/// stays where somebody types.
void fillField(QLineEdit *field, const QString &text);

/// A field's password is shown or hidden by an eye at its end.
void addShowToggle(QLineEdit *field);

} // namespace tabletalk::ui
