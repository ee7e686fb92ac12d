#pragma once

#include <QString>

#include <memory>

class QTranslator;

namespace docket::app
{

/// The language of the program: its texts, its numbers and dates, and the side it is read from. Can be changed while
/// no window is open. Thread: GUI.
class Language
{
public:
    Language();
    ~Language();

    /// `code` as in "ar" or "pt_BR"; empty: the system's. A text without a translation stays English.
    void speak(const QString& code);

private:
    std::unique_ptr<QTranslator> m_qt; ///< of the toolkit's own texts
    std::unique_ptr<QTranslator> m_docket;
};

} // namespace docket::app
