<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>docket::app::Desk</name>
    <message>
        <source>%1 on %2</source>
        <translation>%L1 في %L2</translation>
    </message>
    <message>
        <source>decide again when the cause is gone</source>
        <translation>قرِّر من جديد حين يزول السبب</translation>
    </message>
</context>
<context>
    <name>docket::app::ExchangeDesk</name>
    <message>
        <source>Hand over work by file…</source>
        <translation>سلِّم العمل بملف…</translation>
    </message>
    <message>
        <source>export bundle exchange work pack stick offline train</source>
        <translation>تصدير حزمة تبادل حزمة عمل ذاكرة دون اتصال قطار</translation>
    </message>
    <message>
        <source>Take in a colleague's file…</source>
        <translation>استلم ملف زميل…</translation>
    </message>
    <message>
        <source>import bundle exchange merge stick</source>
        <translation>استيراد حزمة تبادل دمج ذاكرة</translation>
    </message>
</context>
<context>
    <name>docket::app::KeyDesk</name>
    <message>
        <source>People and devices</source>
        <translation>الأشخاص والأجهزة</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>اقفل</translation>
    </message>
    <message>
        <source>key passphrase away</source>
        <translation>مفتاح عبارة مرور ابتعاد</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>افتح القفل…</translation>
    </message>
    <message>
        <source>members roles keys invite join revoke passphrase root lock minutes</source>
        <translation>أعضاء أدوار مفاتيح دعوة انضمام إبطال عبارة مرور جذر قفل دقائق</translation>
    </message>
</context>
<context>
    <name>docket::app::LogDesk</name>
    <message>
        <source>The case</source>
        <translation>القضية</translation>
    </message>
    <message>
        <source>nothing of it is in this workspace's mirror of the Hub</source>
        <translation>لا شيء منها في نسخة المنصة بمساحة العمل هذه</translation>
    </message>
    <message>
        <source>sync first</source>
        <translation>زامِن أولًا</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::Actions</name>
    <message>
        <source>Log</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>audit trail history entries</source>
        <translation>سجل تدقيق تاريخ مدخلات</translation>
    </message>
    <message>
        <source>Log of this case</source>
        <translation>سجل هذه القضية</translation>
    </message>
    <message>
        <source>audit trail history</source>
        <translation>سجل تدقيق تاريخ</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>عُد إلى القائمة</translation>
    </message>
    <message>
        <source>leave the log</source>
        <translation>مغادرة السجل</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>ابحث في السجل</translation>
    </message>
    <message>
        <source>find filter</source>
        <translation>بحث تصفية</translation>
    </message>
    <message>
        <source>Show the whole log</source>
        <translation>اعرض السجل كله</translation>
    </message>
    <message>
        <source>clear reset filter</source>
        <translation>مسح إعادة تصفية</translation>
    </message>
    <message>
        <source>This case or everything</source>
        <translation>هذه القضية أو كل شيء</translation>
    </message>
    <message>
        <source>limit filter</source>
        <translation>حد تصفية</translation>
    </message>
    <message>
        <source>Log: %1</source>
        <translation>السجل: %L1</translation>
    </message>
    <message>
        <source>Entries of one person or laptop</source>
        <translation>مدخلات شخص واحد أو حاسوب واحد</translation>
    </message>
    <message>
        <source>device author filter</source>
        <translation>جهاز كاتب تصفية</translation>
    </message>
    <message>
        <source>Entries of some days</source>
        <translation>مدخلات أيام معيّنة</translation>
    </message>
    <message>
        <source>date time filter</source>
        <translation>تاريخ وقت تصفية</translation>
    </message>
    <message>
        <source>Export the proof of the entry…</source>
        <translation>صدِّر إثبات المدخلة…</translation>
    </message>
    <message>
        <source>tlog-proof outsider</source>
        <translation>tlog-proof إثبات خارجي</translation>
    </message>
    <message>
        <source>Save the signed note…</source>
        <translation>احفظ الملاحظة الموقّعة…</translation>
    </message>
    <message>
        <source>raw bytes</source>
        <translation>بايتات خام</translation>
    </message>
    <message>
        <source>Copy the id of the entry</source>
        <translation>انسخ معرّف المدخلة</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>حافظة</translation>
    </message>
    <message>
        <source>Show the case of the entry</source>
        <translation>اعرض قضية المدخلة</translation>
    </message>
    <message>
        <source>open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Ask for erasure…</source>
        <translation>اطلب المحو…</translation>
    </message>
    <message>
        <source>redact delete gdpr</source>
        <translation>حجب حذف محو gdpr</translation>
    </message>
    <message>
        <source>Check the log</source>
        <translation>تحقق من السجل</translation>
    </message>
    <message>
        <source>verify quick</source>
        <translation>تحقق سريع</translation>
    </message>
    <message>
        <source>Check every signature</source>
        <translation>تحقق من كل توقيع</translation>
    </message>
    <message>
        <source>verify full</source>
        <translation>تحقق كامل</translation>
    </message>
    <message>
        <source>Stop the check</source>
        <translation>أوقف التحقق</translation>
    </message>
    <message>
        <source>cancel verify</source>
        <translation>إلغاء تحقق</translation>
    </message>
    <message>
        <source>Sign a checkpoint</source>
        <translation>وقِّع نقطة تحقق</translation>
    </message>
    <message>
        <source>witness print</source>
        <translation>شاهد طباعة</translation>
    </message>
    <message>
        <source>Save the checkpoint…</source>
        <translation>احفظ نقطة التحقق…</translation>
    </message>
    <message>
        <source>Print the checkpoint…</source>
        <translation>اطبع نقطة التحقق…</translation>
    </message>
    <message>
        <source>page paper qr</source>
        <translation>صفحة ورق qr</translation>
    </message>
    <message>
        <source>Save the checkpoint as PDF…</source>
        <translation>احفظ نقطة التحقق PDF…</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>المدخلة</translation>
    </message>
    <message>
        <source>Laptops and witnesses</source>
        <translation>الحواسيب والشهود</translation>
    </message>
    <message>
        <source>device fork</source>
        <translation>جهاز تفرّع</translation>
    </message>
    <message>
        <source>Result of the check</source>
        <translation>نتيجة التحقق</translation>
    </message>
    <message>
        <source>verify findings</source>
        <translation>تحقق نتائج</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>نقطة تحقق</translation>
    </message>
    <message>
        <source>print qr</source>
        <translation>طباعة qr</translation>
    </message>
    <message>
        <source>Requests for erasure</source>
        <translation>طلبات المحو</translation>
    </message>
    <message>
        <source>redact approve</source>
        <translation>حجب محو موافقة</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::CheckPane</name>
    <message>
        <source>Result of the check</source>
        <translation>نتيجة التحقق</translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%L1 من %L2 من المدخلات</translation>
    </message>
    <message>
        <source>Begins…</source>
        <translation>يبدأ…</translation>
    </message>
    <message>
        <source>Checking every hash and every signature</source>
        <translation>جارٍ التحقق من كل بصمة وكل توقيع</translation>
    </message>
    <message>
        <source>Checking every hash and the newest signatures</source>
        <translation>جارٍ التحقق من كل بصمة ومن أحدث التواقيع</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>تقدم التحقق</translation>
    </message>
    <message>
        <source>A later check was stopped before its end.</source>
        <translation>أُوقف تحقق لاحق قبل نهايته.</translation>
    </message>
    <message>
        <source>It took %1 s.</source>
        <translation>استغرق %L1 ث.</translation>
    </message>
    <message>
        <source>A check reads the whole log and recomputes every hash, so that a changed, missing or added byte shows. It cannot tell what was never recorded, nor whether the end was rewritten before anybody else saw it: that is what witnesses are for.</source>
        <translation>يقرأ التحقق السجل كله ويعيد حساب كل بصمة، فيظهر كل بايت تغيّر أو نقص أو زاد. ولا يستطيع كشف ما لم يُسجَّل قط، ولا ما إذا أُعيدت كتابة آخر السجل قبل أن يراه أحد آخر: لهذا كان الشهود.</translation>
    </message>
    <message>
        <source>Do not write on. Keep a copy of log.db as it is, and compare it with a backup or a colleague’s bundle: what others hold can be merged back.</source>
        <translation>لا تواصل الكتابة. احفظ نسخة من log.db كما هو، وقارنها بنسخة احتياطية أو بحزمة من زميل: ما عند الآخرين يمكن دمجه من جديد.</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>موضع الخلل</translation>
    </message>
    <message>
        <source>Entry %1 of %2</source>
        <translation>المدخلة %L1 من %L2</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>الملف</translation>
    </message>
    <message>
        <source>Work goes on meanwhile. What is recorded from now on is left to the next check.</source>
        <translation>يستمر العمل في أثناء ذلك. ما يُسجَّل من الآن يُترك للتحقق التالي.</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::CheckpointPage</name>
    <message>
        <source>Checkpoint of an audit log</source>
        <translation>نقطة تحقق لسجل تدقيق</translation>
    </message>
    <message>
        <source>Signed on %1.</source>
        <translation>وُقِّعت في %L1.</translation>
    </message>
    <message>
        <source>Signed by the laptop of %1 on %2.</source>
        <translation>وقّعها حاسوب %L1 في %L2.</translation>
    </message>
    <message>
        <source>This page fixes the log as it was at that moment. Whoever keeps it can show later whether any of the first %1 entries was changed, taken out or put in: the log of today must still lead to the third line below. Keep it where the owner of the laptop cannot exchange it.</source>
        <translation>تثبّت هذه الصفحة السجل كما كان في تلك اللحظة. من يحتفظ بها يستطيع أن يبيّن لاحقًا هل غُيّرت مدخلة من أول %L1 من المدخلات أو حُذفت أو أُقحمت: يجب أن يظل سجل اليوم مؤديًا إلى السطر الثالث أدناه. احفظها حيث لا يستطيع صاحب الحاسوب استبدالها.</translation>
    </message>
    <message>
        <source>The checkpoint: log, number of entries, root</source>
        <translation>نقطة التحقق: السجل، عدد المدخلات، الجذر</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>التوقيع</translation>
    </message>
    <message>
        <source>Key to check it with</source>
        <translation>مفتاح التحقق منه</translation>
    </message>
    <message>
        <source>How to check</source>
        <translation>كيفية التحقق</translation>
    </message>
    <message>
        <source>The code holds the whole signed note. Save its text as a file and run the command below; any tool that reads signed notes (c2sp.org/tlog-checkpoint) can check the signature with the key above.</source>
        <translation>يحمل الرمز الملاحظة الموقّعة كاملة. احفظ نصها في ملف وشغّل الأمر أدناه؛ وكل أداة تقرأ الملاحظات الموقّعة (c2sp.org/tlog-checkpoint) تستطيع التحقق من التوقيع بالمفتاح أعلاه.</translation>
    </message>
    <message>
        <source>Received by: %1 on: %2</source>
        <translation>استلمها: %L1 بتاريخ: %L2</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::CheckpointPane</name>
    <message>
        <source>Checkpoint</source>
        <translation>نقطة تحقق</translation>
    </message>
    <message>
        <source>Fix the log as it is now</source>
        <translation>ثبِّت السجل كما هو الآن</translation>
    </message>
    <message>
        <source>A checkpoint is three signed lines: whose log, how many entries, and the root of all of them. Give it to somebody else, by mail or on paper. From then on nobody, you included, can change what lies before it without being found out.</source>
        <translation>نقطة التحقق ثلاثة أسطر موقّعة: لمن السجل، وكم مدخلة فيه، وجذرها كلها. أعطها شخصًا آخر، بالبريد أو على الورق. ومنذ ذلك لا يستطيع أحد، ولا أنت، أن يغيّر ما قبلها دون أن ينكشف.</translation>
    </message>
    <message>
        <source>Sign again</source>
        <translation>وقِّع من جديد</translation>
    </message>
    <message>
        <source>Sign now</source>
        <translation>وقِّع الآن</translation>
    </message>
    <message>
        <source>The log is open for reading only, so nothing can be signed.</source>
        <translation>السجل مفتوح للقراءة فقط، فلا يمكن توقيع شيء.</translation>
    </message>
    <message>
        <source>The key is locked. Unlock it to sign.</source>
        <translation>المفتاح مقفل. افتح قفله لتوقّع.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>اطبع…</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>احفظ PDF…</translation>
    </message>
    <message>
        <source>Save note…</source>
        <translation>احفظ الملاحظة…</translation>
    </message>
    <message>
        <source>Copy note</source>
        <translation>انسخ الملاحظة</translation>
    </message>
    <message>
        <source>The checkpoint is on the clipboard.</source>
        <translation>نقطة التحقق في الحافظة.</translation>
    </message>
    <message>
        <source>Signed checkpoint</source>
        <translation>نقطة التحقق الموقّعة</translation>
    </message>
    <message>
        <source>The page</source>
        <translation>الصفحة</translation>
    </message>
    <message>
        <source>The page as it will be printed</source>
        <translation>الصفحة كما ستُطبع</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::Entry</name>
    <message>
        <source>an unknown time</source>
        <translation>وقت غير معروف</translation>
    </message>
    <message>
        <source>a case</source>
        <translation>قضية</translation>
    </message>
    <message>
        <source>a person without a name here</source>
        <translation>شخص لا اسم له هنا</translation>
    </message>
    <message>
        <source>%1 · “%2”</source>
        <translation>%L1 · «%L2»</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%L1: %L2</translation>
    </message>
    <message>
        <source>a comment</source>
        <translation>تعليق</translation>
    </message>
    <message>
        <source>a change of status</source>
        <translation>تغيير حالة</translation>
    </message>
    <message>
        <source>a new title</source>
        <translation>عنوان جديد</translation>
    </message>
    <message>
        <source>the hiding of a comment</source>
        <translation>إخفاء تعليق</translation>
    </message>
    <message>
        <source>a pull request</source>
        <translation>طلب دمج</translation>
    </message>
    <message>
        <source>a new discussion</source>
        <translation>نقاش جديد</translation>
    </message>
    <message>
        <source>%1 decided %2 on %3</source>
        <translation>اتخذ %L1 القرار %L2 في %L3</translation>
    </message>
    <message>
        <source>%1 decided %2 on %3: %4</source>
        <translation>اتخذ %L1 القرار %L2 في %L3: %L4</translation>
    </message>
    <message>
        <source>%1 (a second person must agree)</source>
        <translation>%L1 (يجب أن يوافق شخص ثانٍ)</translation>
    </message>
    <message>
        <source>%1 settled the conflict on %2 with %3</source>
        <translation>حسم %L1 التعارض في %L2 بالقرار %L3</translation>
    </message>
    <message>
        <source>%1 settled the conflict on %2 with %3: %4</source>
        <translation>حسم %L1 التعارض في %L2 بالقرار %L3: %L4</translation>
    </message>
    <message numerus="yes">
        <source>%1 answered %n question(s) of %2 on %3</source>
        <translation>
            <numerusform>لم يُجب %L1 عن أسئلة من %L2 في %L3</numerusform>
            <numerusform>أجاب %L1 عن سؤال من %L2 في %L3</numerusform>
            <numerusform>أجاب %L1 عن سؤالين من %L2 في %L3</numerusform>
            <numerusform>أجاب %L1 عن %Ln أسئلة من %L2 في %L3</numerusform>
            <numerusform>أجاب %L1 عن %Ln سؤالًا من %L2 في %L3</numerusform>
            <numerusform>أجاب %L1 عن %Ln سؤال من %L2 في %L3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 gave %2 back</source>
        <translation>أعاد %L1 %L2</translation>
    </message>
    <message>
        <source>%1 took %2 until %3</source>
        <translation>حجز %L1 %L2 حتى %L3</translation>
    </message>
    <message>
        <source>%1 kept evidence on %2: %3, %4</source>
        <translation>حفظ %L1 دليلًا في %L2: %L3، %L4</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>%1 escalated %2 to %3</source>
        <translation>صعّد %L1 %L2 إلى %L3</translation>
    </message>
    <message>
        <source>%1 put %2 on %3 into the outbox</source>
        <translation>وضع %L1 في الصادر %L2 في %L3</translation>
    </message>
    <message>
        <source>%1 tried to send an act on %2, attempt %3</source>
        <translation>حاول %L1 إرسال إجراء في %L2، المحاولة %L3</translation>
    </message>
    <message>
        <source>%1 tried to send an act on %2</source>
        <translation>حاول %L1 إرسال إجراء في %L2</translation>
    </message>
    <message>
        <source>The workspace was made</source>
        <translation>أُنشئت مساحة العمل</translation>
    </message>
    <message>
        <source>%1 made this workspace</source>
        <translation>أنشأ %L1 مساحة العمل هذه</translation>
    </message>
    <message>
        <source>%1 was enrolled with the laptop %2</source>
        <translation>انضم %L1 بالجهاز: %L2</translation>
    </message>
    <message>
        <source>%1 changed its key; it goes on as %2 and this log ends</source>
        <translation>غيّر %L1 مفتاحه؛ يواصل باسم %L2 وينتهي هذا السجل</translation>
    </message>
    <message>
        <source>%1 has a new key for bundles, good until %2</source>
        <translation>لدى %L1 مفتاح جديد للحزم، صالح حتى %L2</translation>
    </message>
    <message>
        <source>%1 revoked %2 after its entry %3</source>
        <translation>أبطل %L1 %L2 بعد مدخلته %L3</translation>
    </message>
    <message>
        <source>%1 gave %2 the role %3</source>
        <translation>منح %L1 دور %L3 إلى %L2</translation>
    </message>
    <message>
        <source>%1 took the role %3 from %2</source>
        <translation>نزع %L1 دور %L3 عن %L2</translation>
    </message>
    <message>
        <source>%1 put the policy in force: %2</source>
        <translation>جعل %L1 السياسة نافذة: %L2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names of packs</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>a laptop unknown here (%1)</source>
        <translation>حاسوب غير معروف هنا (%L1)</translation>
    </message>
    <message>
        <source>%1 vouched for %2 entries of %3</source>
        <translation>شهد %L1 على %L2 من مدخلات %L3</translation>
    </message>
    <message numerus="yes">
        <source>%1 vouched for %2 entries of %n other laptop(s)</source>
        <translation>
            <numerusform>شهد %L1 على المدخلات: %L2</numerusform>
            <numerusform>شهد %L1 على %L2 من مدخلات حاسوب آخر</numerusform>
            <numerusform>شهد %L1 على %L2 من مدخلات حاسوبين آخرين</numerusform>
            <numerusform>شهد %L1 على %L2 من مدخلات %Ln حواسيب أخرى</numerusform>
            <numerusform>شهد %L1 على %L2 من مدخلات %Ln حاسوبًا آخر</numerusform>
            <numerusform>شهد %L1 على %L2 من مدخلات %Ln حاسوب آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 found two histories of %2 at entry %3</source>
        <translation>وجد %L1 تفرّعًا في سجل %L2 عند المدخلة %L3</translation>
    </message>
    <message>
        <source>The clock of %1 was set</source>
        <translation>ضُبطت ساعة %L1</translation>
    </message>
    <message>
        <source>The clock of %1 was set back by about %2 min</source>
        <translation>أُخّرت ساعة %L1 نحو %L2 د</translation>
    </message>
    <message>
        <source>The clock of %1 was set forward by about %2 min</source>
        <translation>قُدّمت ساعة %L1 نحو %L2 د</translation>
    </message>
    <message>
        <source>a work pack</source>
        <translation>حزمة عمل</translation>
    </message>
    <message>
        <source>a bundle of what is new</source>
        <translation>حزمة بالجديد</translation>
    </message>
    <message>
        <source>a bundle of everything</source>
        <translation>حزمة بكل شيء</translation>
    </message>
    <message>
        <source>%1 exported %2 that anyone can verify</source>
        <translation>صدّر %L1 ما يستطيع أي أحد التحقق منه: %L2</translation>
    </message>
    <message numerus="yes">
        <source>%1 exported %2 for %n laptop(s)</source>
        <translation>
            <numerusform>صدّر %L1 لغير حاسوب بعينه: %L2</numerusform>
            <numerusform>صدّر %L1 لحاسوب واحد: %L2</numerusform>
            <numerusform>صدّر %L1 لحاسوبين: %L2</numerusform>
            <numerusform>صدّر %L1 إلى %Ln حواسيب: %L2</numerusform>
            <numerusform>صدّر %L1 إلى %Ln حاسوبًا: %L2</numerusform>
            <numerusform>صدّر %L1 إلى %Ln حاسوب: %L2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 imported a bundle from %2: %n new entry(s)</source>
        <translation>
            <numerusform>استورد %L1 حزمة من %L2: لا مدخلات جديدة</numerusform>
            <numerusform>استورد %L1 حزمة من %L2: مدخلة جديدة</numerusform>
            <numerusform>استورد %L1 حزمة من %L2: مدخلتان جديدتان</numerusform>
            <numerusform>استورد %L1 حزمة من %L2: %Ln مدخلات جديدة</numerusform>
            <numerusform>استورد %L1 حزمة من %L2: %Ln مدخلة جديدة</numerusform>
            <numerusform>استورد %L1 حزمة من %L2: %Ln مدخلة جديدة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 asked to erase the content of %n entry(s) under %2</source>
        <translation>
            <numerusform>طلب %L1 محوًا بلا مدخلات، استنادًا إلى: %L2</numerusform>
            <numerusform>طلب %L1 محو محتوى مدخلة استنادًا إلى: %L2</numerusform>
            <numerusform>طلب %L1 محو محتوى مدخلتين استنادًا إلى: %L2</numerusform>
            <numerusform>طلب %L1 محو محتوى %Ln مدخلات استنادًا إلى: %L2</numerusform>
            <numerusform>طلب %L1 محو محتوى %Ln مدخلة استنادًا إلى: %L2</numerusform>
            <numerusform>طلب %L1 محو محتوى %Ln مدخلة استنادًا إلى: %L2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 approved the revocation %2</source>
        <translation>وافق %L1 على الإبطال %L2</translation>
    </message>
    <message>
        <source>A person goes by the name %1</source>
        <translation>شخص يُعرف باسم %L1</translation>
    </message>
    <message>
        <source>%1 opened the case of %2</source>
        <translation>فتح %L1 قضية %L2</translation>
    </message>
    <message>
        <source>%1 wrote an ethics note on %2</source>
        <translation>كتب %L1 ملاحظة أخلاقيات في %L2</translation>
    </message>
    <message>
        <source>%1 wrote a note on %2</source>
        <translation>كتب %L1 ملاحظة في %L2</translation>
    </message>
    <message>
        <source>%1 put the label “%2” on %3</source>
        <translation>وضع %L1 العلامة «%L2» على %L3</translation>
    </message>
    <message>
        <source>%1 took the label “%2” from %3</source>
        <translation>رفع %L1 العلامة «%L2» عن %L3</translation>
    </message>
    <message>
        <source>%1 recorded an appeal on %2</source>
        <translation>سجّل %L1 تظلّمًا في %L2</translation>
    </message>
    <message>
        <source>%1 reopened %2</source>
        <translation>أعاد %L1 فتح %L2</translation>
    </message>
    <message>
        <source>%1 took back an act on %2 before it left</source>
        <translation>تراجع %L1 عن إجراء في %L2 قبل خروجه</translation>
    </message>
    <message>
        <source>The Hub shows the act on %1</source>
        <translation>يظهر على المنصة الإجراء في %L1</translation>
    </message>
    <message>
        <source>An act on %1 did not reach the Hub</source>
        <translation>لم يصل إلى المنصة إجراء في %L1</translation>
    </message>
    <message>
        <source>%1 approved the erasure asked for in %2</source>
        <translation>وافق %L1 على المحو المطلوب في %L2</translation>
    </message>
    <message>
        <source>%1 erased what %2 asked for</source>
        <translation>محا %L1 ما طُلب محوه في %L2</translation>
    </message>
    <message>
        <source>%1 ended its log</source>
        <translation>أنهى %L1 سجله</translation>
    </message>
    <message>
        <source>A damaged entry</source>
        <translation>مدخلة تالفة</translation>
    </message>
    <message>
        <source>An entry of a newer Docket (%1), kept</source>
        <translation>مدخلة من إصدار أحدث من Docket ‏(%L1)، محفوظة</translation>
    </message>
    <message>
        <source>%1: %2 on %3, content not here</source>
        <translation>%L1: %L2 في %L3، المحتوى ليس هنا</translation>
    </message>
    <message>
        <source>%1: %2, content not here</source>
        <translation>%L1: %L2، المحتوى ليس هنا</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>القرارات</translation>
    </message>
    <message>
        <source>Assessments</source>
        <translation>التقييمات</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>Outward acts</source>
        <translation>الإجراءات الخارجية</translation>
    </message>
    <message>
        <source>Keys and people</source>
        <translation>المفاتيح والأشخاص</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>التبادل</translation>
    </message>
    <message>
        <source>Erasure</source>
        <translation>المحو</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>أخرى</translation>
    </message>
    <message>
        <source>beginning of the workspace</source>
        <translation>بداية مساحة العمل</translation>
    </message>
    <message>
        <source>enrolment</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>exchange key</source>
        <translation>مفتاح تبادل</translation>
    </message>
    <message>
        <source>change of key</source>
        <translation>تغيير مفتاح</translation>
    </message>
    <message>
        <source>revocation of a key</source>
        <translation>إبطال مفتاح</translation>
    </message>
    <message>
        <source>approval of a revocation</source>
        <translation>موافقة على إبطال</translation>
    </message>
    <message>
        <source>grant of a role</source>
        <translation>منح دور</translation>
    </message>
    <message>
        <source>end of a role</source>
        <translation>نزع دور</translation>
    </message>
    <message>
        <source>name of a person</source>
        <translation>اسم شخص</translation>
    </message>
    <message>
        <source>opening of a case</source>
        <translation>فتح قضية</translation>
    </message>
    <message>
        <source>claim</source>
        <translation>حجز</translation>
    </message>
    <message>
        <source>assessment</source>
        <translation>تقييم</translation>
    </message>
    <message>
        <source>ethics note</source>
        <translation>ملاحظة أخلاقيات</translation>
    </message>
    <message>
        <source>note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>دليل</translation>
    </message>
    <message>
        <source>label</source>
        <translation>علامة</translation>
    </message>
    <message>
        <source>removal of a label</source>
        <translation>رفع علامة</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>قرار</translation>
    </message>
    <message>
        <source>settling of a conflict</source>
        <translation>حسم تعارض</translation>
    </message>
    <message>
        <source>escalation</source>
        <translation>تصعيد</translation>
    </message>
    <message>
        <source>appeal</source>
        <translation>تظلّم</translation>
    </message>
    <message>
        <source>reopening</source>
        <translation>إعادة فتح</translation>
    </message>
    <message>
        <source>planned act</source>
        <translation>إجراء مخطط</translation>
    </message>
    <message>
        <source>cancelled act</source>
        <translation>إجراء ملغى</translation>
    </message>
    <message>
        <source>attempted act</source>
        <translation>محاولة إجراء</translation>
    </message>
    <message>
        <source>confirmed act</source>
        <translation>إجراء مؤكد</translation>
    </message>
    <message>
        <source>failed act</source>
        <translation>إجراء فاشل</translation>
    </message>
    <message>
        <source>adoption of a policy</source>
        <translation>اعتماد سياسة</translation>
    </message>
    <message>
        <source>request for erasure</source>
        <translation>طلب محو</translation>
    </message>
    <message>
        <source>approval of an erasure</source>
        <translation>موافقة على محو</translation>
    </message>
    <message>
        <source>report of an erasure</source>
        <translation>إفادة بمحو</translation>
    </message>
    <message>
        <source>statement of what was seen</source>
        <translation>شهادة بما رُئي</translation>
    </message>
    <message>
        <source>report of two histories</source>
        <translation>إفادة بتفرّع</translation>
    </message>
    <message>
        <source>end of a log</source>
        <translation>نهاية سجل</translation>
    </message>
    <message>
        <source>step of a clock</source>
        <translation>تغيّر ساعة</translation>
    </message>
    <message>
        <source>export of a bundle</source>
        <translation>تصدير حزمة</translation>
    </message>
    <message>
        <source>import of a bundle</source>
        <translation>استيراد حزمة</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>مدخلة</translation>
    </message>
    <message>
        <source>reviewer</source>
        <translation>مراجع</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>مسؤول</translation>
    </message>
    <message>
        <source>ethics reviewer</source>
        <translation>مراجع أخلاقيات</translation>
    </message>
    <message>
        <source>privacy officer</source>
        <translation>مسؤول خصوصية</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>مدقق</translation>
    </message>
    <message>
        <source>holder of the root key</source>
        <translation>حامل المفتاح الجذر</translation>
    </message>
    <message>
        <source>GDPR, article 17</source>
        <translation>اللائحة GDPR، المادة ١٧</translation>
    </message>
    <message>
        <source>court order</source>
        <translation>أمر قضائي</translation>
    </message>
    <message>
        <source>safety of a person</source>
        <translation>سلامة شخص</translation>
    </message>
    <message>
        <source>another reason</source>
        <translation>سبب آخر</translation>
    </message>
    <message>
        <source>no action, the report is unfounded</source>
        <translation>لا إجراء، البلاغ بلا أساس</translation>
    </message>
    <message>
        <source>no action, noted</source>
        <translation>لا إجراء، مع تدوين ملاحظة</translation>
    </message>
    <message>
        <source>a duplicate, judge the cases as one</source>
        <translation>مكرر، يُحكم في القضايا معًا</translation>
    </message>
    <message>
        <source>more information is needed</source>
        <translation>تلزم معلومات أكثر</translation>
    </message>
    <message>
        <source>thank and answer the reporter</source>
        <translation>شكر المبلِّغ والرد عليه</translation>
    </message>
    <message>
        <source>ask the author</source>
        <translation>سؤال صاحب العمل</translation>
    </message>
    <message>
        <source>ask the author to change the card</source>
        <translation>الطلب إلى صاحب العمل تعديل البطاقة</translation>
    </message>
    <message>
        <source>propose the audience tag</source>
        <translation>اقتراح وسم الجمهور</translation>
    </message>
    <message>
        <source>staff add the audience tag</source>
        <translation>الفريق يضيف وسم الجمهور</translation>
    </message>
    <message>
        <source>ask the owner to gate</source>
        <translation>الطلب إلى المالك تقييد الوصول</translation>
    </message>
    <message>
        <source>ask the owner to rename, remove a part or hide</source>
        <translation>الطلب إلى المالك تغيير الاسم أو إزالة جزء أو الإخفاء</translation>
    </message>
    <message>
        <source>gate it ourselves</source>
        <translation>تقييد الوصول بأنفسنا</translation>
    </message>
    <message>
        <source>hide the comment</source>
        <translation>إخفاء التعليق</translation>
    </message>
    <message>
        <source>close the thread</source>
        <translation>إغلاق النقاش</translation>
    </message>
    <message>
        <source>recommend an urgent restriction</source>
        <translation>التوصية بتقييد عاجل</translation>
    </message>
    <message>
        <source>lock the thread</source>
        <translation>قفل النقاش</translation>
    </message>
    <message>
        <source>block the user from our repositories</source>
        <translation>حظر المستخدم من مستودعاتنا</translation>
    </message>
    <message>
        <source>write to the person about their conduct</source>
        <translation>مراسلة الشخص بشأن سلوكه</translation>
    </message>
    <message>
        <source>escalate</source>
        <translation>تصعيد</translation>
    </message>
    <message>
        <source>recommend unranking</source>
        <translation>التوصية بخفض الترتيب</translation>
    </message>
    <message>
        <source>recommend disabling</source>
        <translation>التوصية بالتعطيل</translation>
    </message>
    <message>
        <source>recommend an interaction limit</source>
        <translation>التوصية بالحد من التفاعل</translation>
    </message>
    <message>
        <source>recommend takedown</source>
        <translation>التوصية بالإزالة</translation>
    </message>
    <message>
        <source>recommend suspending the account</source>
        <translation>التوصية بتعليق الحساب</translation>
    </message>
    <message>
        <source>hand it to the copyright desk</source>
        <translation>إحالة إلى مكتب حقوق النشر</translation>
    </message>
    <message>
        <source>escalate for child safety</source>
        <translation>تصعيد لأجل سلامة الأطفال</translation>
    </message>
    <message>
        <source>escalate a threat to life</source>
        <translation>تصعيد لخطر على الحياة</translation>
    </message>
    <message>
        <source>lift a restriction</source>
        <translation>رفع تقييد</translation>
    </message>
    <message>
        <source>the appeal is decided</source>
        <translation>صدر القرار في التظلّم</translation>
    </message>
    <message>
        <source>close the case and watch it</source>
        <translation>إغلاق القضية ومتابعتها</translation>
    </message>
    <message>
        <source>thread %1</source>
        <translation>النقاش %L1</translation>
    </message>
    <message>
        <source>model %1</source>
        <translation>النموذج %L1</translation>
    </message>
    <message>
        <source>dataset %1</source>
        <translation>مجموعة البيانات %L1</translation>
    </message>
    <message>
        <source>space %1</source>
        <translation>التطبيق %L1</translation>
    </message>
    <message>
        <source>this laptop</source>
        <translation>هذا الحاسوب</translation>
    </message>
    <message>
        <source>a laptop unknown here</source>
        <translation>حاسوب غير معروف هنا</translation>
    </message>
    <message>
        <source>%1’s laptop</source>
        <translation>حاسوب %L1</translation>
    </message>
    <message>
        <source>Somebody (laptop %1)</source>
        <translation>شخص ما (الحاسوب %L1)</translation>
    </message>
    <message>
        <source>a lead or ethics reviewer</source>
        <translation>مسؤول أو مراجع أخلاقيات</translation>
    </message>
    <message>
        <source>a lead</source>
        <translation>مسؤول</translation>
    </message>
    <message>
        <source>a reviewer</source>
        <translation>مراجع</translation>
    </message>
    <message>
        <source>a lead or holder of the root key</source>
        <translation>مسؤول أو حامل المفتاح الجذر</translation>
    </message>
    <message>
        <source>another person with the role privacy</source>
        <translation>شخص آخر له دور الخصوصية</translation>
    </message>
    <message>
        <source>a holder of the root key</source>
        <translation>حامل للمفتاح الجذر</translation>
    </message>
    <message>
        <source>enrolled</source>
        <translation>جهاز منضم</translation>
    </message>
    <message>
        <source>its laptop signed two different entries here</source>
        <translation>وقّع حاسوبها مدخلتين مختلفتين هنا</translation>
    </message>
    <message>
        <source>has no effect: its author was not %1 then</source>
        <translation>لا أثر لها: كان يلزم حينها %L1</translation>
    </message>
    <message>
        <source>has no effect yet: a lead must approve it</source>
        <translation>لا أثر لها بعد: يجب أن يوافق عليها مسؤول</translation>
    </message>
    <message>
        <source>has no effect: it does not say what an entry of its kind must</source>
        <translation>لا أثر لها: لا تذكر ما يجب أن تذكره مدخلة من نوعها</translation>
    </message>
    <message>
        <source>waits for an entry that has not arrived</source>
        <translation>تنتظر مدخلة لم تصل</translation>
    </message>
    <message>
        <source>content erased under %1, approved by %2</source>
        <translation>مُحي المحتوى استنادًا إلى: %L1، بموافقة %L2</translation>
    </message>
    <message>
        <source>content erased under %1</source>
        <translation>مُحي المحتوى استنادًا إلى: %L1</translation>
    </message>
    <message>
        <source>content erased</source>
        <translation>مُحي المحتوى</translation>
    </message>
    <message>
        <source>its content was not handed to this workspace</source>
        <translation>لم يُسلَّم محتواها إلى مساحة العمل هذه</translation>
    </message>
    <message>
        <source>its content is gone and nobody erased it: check the log</source>
        <translation>اختفى محتواها ولم يمحه أحد: تحقق من السجل</translation>
    </message>
    <message>
        <source>the stored bytes are no entry: check the log</source>
        <translation>البايتات المخزنة ليست مدخلة: تحقق من السجل</translation>
    </message>
    <message>
        <source>kept and passed on, without effect here</source>
        <translation>محفوظة وتُمرَّر، ولا أثر لها هنا</translation>
    </message>
    <message>
        <source>two histories</source>
        <translation>تفرّع</translation>
    </message>
    <message>
        <source>no effect</source>
        <translation>بلا أثر</translation>
    </message>
    <message>
        <source>not approved</source>
        <translation>بلا موافقة</translation>
    </message>
    <message>
        <source>says too little</source>
        <translation>ناقصة البيان</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>تنتظر</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>مُحي</translation>
    </message>
    <message>
        <source>not handed over</source>
        <translation>لم يُسلَّم</translation>
    </message>
    <message>
        <source>content missing</source>
        <translation>المحتوى مفقود</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>تالفة</translation>
    </message>
    <message>
        <source>newer Docket</source>
        <translation>إصدار Docket أحدث</translation>
    </message>
    <message>
        <source>an outward act</source>
        <translation>إجراء خارجي</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::EntryPane</name>
    <message>
        <source>just now</source>
        <translation>الآن</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>الآن</numerusform>
            <numerusform>قبل دقيقة</numerusform>
            <numerusform>قبل دقيقتين</numerusform>
            <numerusform>قبل %Ln دقائق</numerusform>
            <numerusform>قبل %Ln دقيقة</numerusform>
            <numerusform>قبل %Ln دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>الآن</numerusform>
            <numerusform>قبل ساعة</numerusform>
            <numerusform>قبل ساعتين</numerusform>
            <numerusform>قبل %Ln ساعات</numerusform>
            <numerusform>قبل %Ln ساعة</numerusform>
            <numerusform>قبل %Ln ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>اليوم</numerusform>
            <numerusform>قبل يوم</numerusform>
            <numerusform>قبل يومين</numerusform>
            <numerusform>قبل %Ln أيام</numerusform>
            <numerusform>قبل %Ln يومًا</numerusform>
            <numerusform>قبل %Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>المدخلة</translation>
    </message>
    <message>
        <source>Choose an entry to see all of it.</source>
        <translation>اختر مدخلة لتراها كاملة.</translation>
    </message>
    <message>
        <source>at an unknown time</source>
        <translation>في وقت غير معروف</translation>
    </message>
    <message>
        <source>%1 · %2 · this laptop, %3</source>
        <translation>%L1 · %L2 · هذا الحاسوب، %L3</translation>
    </message>
    <message>
        <source>%1 · %2 · laptop %3</source>
        <translation>%L1 · %L2 · الحاسوب %L3</translation>
    </message>
    <message>
        <source>What vouches for it</source>
        <translation>ما يشهد لها</translation>
    </message>
    <message>
        <source>Its author had seen, of this case</source>
        <translation>رأى كاتبها قبلها من هذه القضية</translation>
    </message>
    <message>
        <source>Came after it, in this case</source>
        <translation>جاء بعدها في هذه القضية</translation>
    </message>
    <message>
        <source>Before it on the same laptop</source>
        <translation>قبلها على الحاسوب نفسه</translation>
    </message>
    <message>
        <source>After it on the same laptop: two histories</source>
        <translation>بعدها على الحاسوب نفسه: تفرّع</translation>
    </message>
    <message>
        <source>After it on the same laptop</source>
        <translation>بعدها على الحاسوب نفسه</translation>
    </message>
    <message>
        <source>Signed bytes</source>
        <translation>البايتات الموقّعة</translation>
    </message>
    <message>
        <source>Export proof…</source>
        <translation>صدِّر الإثبات…</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>انسخ المعرّف</translation>
    </message>
    <message>
        <source>Save note…</source>
        <translation>احفظ الملاحظة…</translation>
    </message>
    <message>
        <source>Show case</source>
        <translation>اعرض القضية</translation>
    </message>
    <message>
        <source>Ask for erasure…</source>
        <translation>اطلب المحو…</translation>
    </message>
    <message>
        <source>No proof yet. %1</source>
        <translation>لا إثبات بعد. %L1</translation>
    </message>
    <message>
        <source>Cannot be erased. %1</source>
        <translation>لا يمكن محوها. %L1</translation>
    </message>
    <message>
        <source>A signed checkpoint over %1 entries of its laptop covers it.</source>
        <translation>تغطيها نقطة تحقق موقّعة على %L1 من مدخلات حاسوبها.</translation>
    </message>
    <message>
        <source>No signed checkpoint covers it yet.</source>
        <translation>لا تغطيها نقطة تحقق موقّعة بعد.</translation>
    </message>
    <message>
        <source>%1 has seen it, %2: it cannot be replaced unnoticed.</source>
        <translation>رآها %L1، %L2: لا يمكن استبدالها دون أن يُلاحظ ذلك.</translation>
    </message>
    <message>
        <source>Nobody else has seen it: the owner of its laptop could still replace it unnoticed.</source>
        <translation>لم يرها أحد آخر: ما زال صاحب حاسوبها قادرًا على استبدالها دون أن يُلاحظ ذلك.</translation>
    </message>
    <message>
        <source>What was written</source>
        <translation>ما كُتب</translation>
    </message>
    <message>
        <source>Not here. The signature, the place in the log and every proof still hold without it.</source>
        <translation>ليس هنا. يبقى التوقيع والموضع في السجل وكل إثبات صحيحًا من دونه.</translation>
    </message>
    <message>
        <source>Only the beginning is shown.</source>
        <translation>تُعرض البداية فقط.</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>الترويسة</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>المعرّف</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>القضية</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>الحاسوب</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Logical clock</source>
        <translation>الساعة المنطقية</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>السابقة</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>السياسة</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>البرنامج</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>Arrived as</source>
        <translation>ترتيب الوصول</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::ErasurePane</name>
    <message>
        <source>Requests for erasure</source>
        <translation>طلبات المحو</translation>
    </message>
    <message>
        <source>Erasing takes two people</source>
        <translation>المحو يلزمه شخصان</translation>
    </message>
    <message>
        <source>One person asks, another with the role privacy approves. Then the content is erased here and on every laptop that receives the approval; signature and place in the log stay, so that every proof still holds. What lies in backups or on sticks is out of reach: full-disk encryption is the answer to that.</source>
        <translation>يطلب شخص، ويوافق آخر له دور الخصوصية. عندئذ يُمحى المحتوى هنا وعلى كل حاسوب تصله الموافقة؛ ويبقى التوقيع والموضع في السجل، فيظل كل إثبات صحيحًا. أما ما في النسخ الاحتياطية أو الذواكر المحمولة فلا يُطال: علاجه تعمية القرص كله.</translation>
    </message>
    <message>
        <source>Nothing was asked for. Choose an entry and press “Ask for erasure…”.</source>
        <translation>لم يُطلب شيء. اختر مدخلة واضغط «اطلب المحو…».</translation>
    </message>
    <message>
        <source>Ask for erasure</source>
        <translation>اطلب المحو</translation>
    </message>
    <message>
        <source>Choose an entry.</source>
        <translation>اختر مدخلة.</translation>
    </message>
    <message>
        <source>With it goes what repeats its words</source>
        <translation>يُمحى معها ما يكرر كلماتها</translation>
    </message>
    <message>
        <source>On what ground</source>
        <translation>على أي أساس</translation>
    </message>
    <message>
        <source>Why, for the person who approves. It stays in the log: name nobody.</source>
        <translation>السبب، لمن يوافق. يبقى في السجل: لا تسمِّ أحدًا.</translation>
    </message>
    <message>
        <source>Record the request</source>
        <translation>سجِّل الطلب</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>اتركه</translation>
    </message>
    <message>
        <source>%1, asked for by %2, %3</source>
        <translation>%L1، بطلب من %L2، %L3</translation>
    </message>
    <message>
        <source>a person without a name here</source>
        <translation>شخص لا اسم له هنا</translation>
    </message>
    <message>
        <source>Erased here, approved by %1.</source>
        <translation>مُحي هنا، بموافقة %L1.</translation>
    </message>
    <message>
        <source>Approved by %1; %2 of %3 erased here.</source>
        <translation>بموافقة %L1؛ مُحي هنا %L2 من %L3.</translation>
    </message>
    <message>
        <source>Waits for a second person.</source>
        <translation>ينتظر شخصًا ثانيًا.</translation>
    </message>
    <message>
        <source>Approve and erase</source>
        <translation>وافق وامحُ</translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s) of evidence that hold what it quotes</source>
        <translation>
            <numerusform>لا دليل يحوي ما يقتبسه</numerusform>
            <numerusform>دليل واحد يحوي ما يقتبسه</numerusform>
            <numerusform>دليلان يحويان ما يقتبسه</numerusform>
            <numerusform>%n أدلة تحوي ما يقتبسه</numerusform>
            <numerusform>%n دليلًا يحوي ما يقتبسه</numerusform>
            <numerusform>%n دليل يحوي ما يقتبسه</numerusform>
        </translation>
    </message>
    <message>
        <source>Cards, rows and comments, newest or past. They are not stored again.</source>
        <translation>بطاقات وصفوف وتعليقات، حديثة أو سابقة. لا تُحفظ من جديد.</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::FilterBar</name>
    <message>
        <source>Search the log</source>
        <translation>ابحث في السجل</translation>
    </message>
    <message>
        <source>Entry id, case, or words</source>
        <translation>معرّف مدخلة أو قضية أو كلمات</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>من يوم</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>إلى يوم</translation>
    </message>
    <message>
        <source>Show these days</source>
        <translation>اعرض هذه الأيام</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>%L1 فقط</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>كل شيء</translation>
    </message>
    <message>
        <source>entries whose id begins so</source>
        <translation>مدخلات يبدأ معرّفها هكذا</translation>
    </message>
    <message>
        <source>the case %1</source>
        <translation>القضية %L1</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>لا قضايا</numerusform>
            <numerusform>قضية واحدة</numerusform>
            <numerusform>قضيتان</numerusform>
            <numerusform>%Ln قضايا</numerusform>
            <numerusform>%Ln قضية</numerusform>
            <numerusform>%Ln قضية</numerusform>
        </translation>
    </message>
    <message>
        <source>words in what was written</source>
        <translation>كلمات فيما كُتب</translation>
    </message>
    <message>
        <source>Laptop %1</source>
        <translation>الحاسوب %L1</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>شخص واحد</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>أي شخص</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%L1 إلى %L2</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>منذ %L1</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>حتى %L1</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>أي يوم</translation>
    </message>
    <message>
        <source>A person without a name here</source>
        <translation>شخص لا اسم له هنا</translation>
    </message>
    <message>
        <source>Laptop %1 of %2</source>
        <translation>الحاسوب %L1 من %L2</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::Log</name>
    <message>
        <source>has not arrived</source>
        <translation>لم تصل</translation>
    </message>
    <message>
        <source>Its laptop has sent no checkpoint that covers it. Ask for a newer bundle.</source>
        <translation>لم يرسل حاسوبها نقطة تحقق تغطيها. اطلب حزمة أحدث.</translation>
    </message>
    <message>
        <source>A checkpoint must be signed first, and the key is locked or the log read-only.</source>
        <translation>يجب توقيع نقطة تحقق أولًا، والمفتاح مقفل أو السجل للقراءة فقط.</translation>
    </message>
    <message>
        <source>Keys, roles and erasures stay: without them nobody’s authority could be checked.</source>
        <translation>تبقى المفاتيح والأدوار وعمليات المحو: من دونها لا يمكن التحقق من صلاحية أحد.</translation>
    </message>
    <message>
        <source>It has no content.</source>
        <translation>لا محتوى لها.</translation>
    </message>
    <message>
        <source>Its content is erased already.</source>
        <translation>مُحي محتواها من قبل.</translation>
    </message>
    <message>
        <source>The key is locked, or the log is open for reading only.</source>
        <translation>المفتاح مقفل، أو السجل مفتوح للقراءة فقط.</translation>
    </message>
    <message>
        <source>You asked for it yourself. Another person with the role privacy must approve it.</source>
        <translation>أنت من طلبه. يجب أن يوافق عليه شخص آخر له دور الخصوصية.</translation>
    </message>
    <message>
        <source>Only a person with the role privacy can approve it.</source>
        <translation>لا يوافق عليه إلا شخص له دور الخصوصية.</translation>
    </message>
    <message>
        <source>It is approved already.</source>
        <translation>تمت الموافقة عليه من قبل.</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::LogCheck</name>
    <message>
        <source>The check could not be made: %1</source>
        <translation>تعذر إجراء التحقق: %L1</translation>
    </message>
    <message>
        <source>Nothing was checked in this session yet.</source>
        <translation>لم يُتحقَّق من شيء في هذه الجلسة بعد.</translation>
    </message>
    <message numerus="yes">
        <source>Not sound. The first %n fault(s) are listed below; there may be more.</source>
        <translation>
            <numerusform>غير سليم. قد توجد عيوب أخرى.</numerusform>
            <numerusform>غير سليم. أول عيب مذكور أدناه؛ قد يوجد غيره.</numerusform>
            <numerusform>غير سليم. أول عيبين مذكوران أدناه؛ قد يوجد غيرهما.</numerusform>
            <numerusform>غير سليم. أول %Ln عيوب مذكورة أدناه؛ قد يوجد غيرها.</numerusform>
            <numerusform>غير سليم. أول %Ln عيبًا مذكورة أدناه؛ قد يوجد غيرها.</numerusform>
            <numerusform>غير سليم. أول %Ln عيب مذكورة أدناه؛ قد يوجد غيرها.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not sound: %n fault(s).</source>
        <translation>
            <numerusform>غير سليم.</numerusform>
            <numerusform>غير سليم: عيب واحد.</numerusform>
            <numerusform>غير سليم: عيبان.</numerusform>
            <numerusform>غير سليم: %Ln عيوب.</numerusform>
            <numerusform>غير سليم: %Ln عيبًا.</numerusform>
            <numerusform>غير سليم: %Ln عيب.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sound. Every hash and every signature of %1 entries from %n laptop(s) holds.</source>
        <translation>
            <numerusform>سليم. كل بصمة وكل توقيع صحيح (المدخلات: %L1).</numerusform>
            <numerusform>سليم. كل بصمة وكل توقيع صحيح (المدخلات: %L1، من حاسوب واحد).</numerusform>
            <numerusform>سليم. كل بصمة وكل توقيع صحيح (المدخلات: %L1، من حاسوبين).</numerusform>
            <numerusform>سليم. كل بصمة وكل توقيع صحيح (المدخلات: %L1، من %Ln حواسيب).</numerusform>
            <numerusform>سليم. كل بصمة وكل توقيع صحيح (المدخلات: %L1، من %Ln حاسوبًا).</numerusform>
            <numerusform>سليم. كل بصمة وكل توقيع صحيح (المدخلات: %L1، من %Ln حاسوب).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sound. Every hash of %1 entries from %n laptop(s) holds, and the newest signature of each.</source>
        <translation>
            <numerusform>سليم. كل بصمة صحيحة (المدخلات: %L1).</numerusform>
            <numerusform>سليم. كل بصمة صحيحة، وأحدث توقيع كذلك (المدخلات: %L1، من حاسوب واحد).</numerusform>
            <numerusform>سليم. كل بصمة صحيحة، وأحدث توقيع لكل منهما (المدخلات: %L1، من حاسوبين).</numerusform>
            <numerusform>سليم. كل بصمة صحيحة، وأحدث توقيع لكل منها (المدخلات: %L1، من %Ln حواسيب).</numerusform>
            <numerusform>سليم. كل بصمة صحيحة، وأحدث توقيع لكل منها (المدخلات: %L1، من %Ln حاسوبًا).</numerusform>
            <numerusform>سليم. كل بصمة صحيحة، وأحدث توقيع لكل منها (المدخلات: %L1، من %Ln حاسوب).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The content of %n entry(s) was erased on request.</source>
        <translation>
            <numerusform>لم يُمحَ محتوى أي مدخلة.</numerusform>
            <numerusform>مُحي محتوى مدخلة واحدة عند الطلب.</numerusform>
            <numerusform>مُحي محتوى مدخلتين عند الطلب.</numerusform>
            <numerusform>مُحي محتوى %Ln مدخلات عند الطلب.</numerusform>
            <numerusform>مُحي محتوى %Ln مدخلة عند الطلب.</numerusform>
            <numerusform>مُحي محتوى %Ln مدخلة عند الطلب.</numerusform>
        </translation>
    </message>
    <message>
        <source>not checked in this session</source>
        <translation>لم يُتحقَّق منه في هذه الجلسة</translation>
    </message>
    <message>
        <source>checked in full at %1, this session</source>
        <translation>جرى التحقق منه كاملًا في %L1، هذه الجلسة</translation>
    </message>
    <message>
        <source>checked quickly at %1, this session</source>
        <translation>جرى التحقق منه سريعًا في %L1، هذه الجلسة</translation>
    </message>
    <message>
        <source>The stored bytes are not those that were signed.</source>
        <translation>البايتات المخزنة ليست التي وُقِّعت.</translation>
    </message>
    <message>
        <source>A column of the database was changed behind the signature.</source>
        <translation>غُيّر عمود في قاعدة البيانات من وراء التوقيع.</translation>
    </message>
    <message>
        <source>The signature does not hold.</source>
        <translation>التوقيع غير صحيح.</translation>
    </message>
    <message>
        <source>The entry does not follow the one before it: something was taken out or put in.</source>
        <translation>لا تتبع المدخلة ما قبلها: حُذف شيء أو أُقحم.</translation>
    </message>
    <message>
        <source>Its logical clock does not follow the entries it names.</source>
        <translation>ساعتها المنطقية لا تتبع المدخلات التي تذكرها.</translation>
    </message>
    <message>
        <source>It names an entry of another case as its parent.</source>
        <translation>تذكر مدخلة من قضية أخرى أصلًا لها.</translation>
    </message>
    <message>
        <source>It belongs to another workspace.</source>
        <translation>تنتمي إلى مساحة عمل أخرى.</translation>
    </message>
    <message>
        <source>Its content is not what was signed.</source>
        <translation>محتواها ليس ما وُقِّع.</translation>
    </message>
    <message>
        <source>Its content is gone, and nobody erased it.</source>
        <translation>اختفى محتواها ولم يمحه أحد.</translation>
    </message>
    <message>
        <source>There is content that the entry does not speak of.</source>
        <translation>ثمة محتوى لا تذكره المدخلة.</translation>
    </message>
    <message>
        <source>There is content that belongs to no entry.</source>
        <translation>ثمة محتوى لا ينتمي إلى أي مدخلة.</translation>
    </message>
    <message>
        <source>Content that was erased is there again.</source>
        <translation>عاد محتوى كان قد مُحي.</translation>
    </message>
    <message>
        <source>The stored tree differs from the entries.</source>
        <translation>الشجرة المخزنة تخالف المدخلات.</translation>
    </message>
    <message>
        <source>A signed checkpoint contradicts the log.</source>
        <translation>نقطة تحقق موقّعة تناقض السجل.</translation>
    </message>
    <message>
        <source>A cosignature does not hold.</source>
        <translation>توقيع مشارك غير صحيح.</translation>
    </message>
    <message>
        <source>An entry follows the declared end of its log.</source>
        <translation>مدخلة تتبع النهاية المعلنة لسجلها.</translation>
    </message>
    <message>
        <source>It is of a laptop that this workspace does not know.</source>
        <translation>هي من حاسوب لا تعرفه مساحة العمل هذه.</translation>
    </message>
    <message>
        <source>It is of a laptop that no root key enrolled.</source>
        <translation>هي من حاسوب لم يضمّه أي مفتاح جذر.</translation>
    </message>
    <message>
        <source>The database file itself is damaged.</source>
        <translation>ملف قاعدة البيانات نفسه تالف.</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::LogPresenter</name>
    <message>
        <source>The proof is in %1. With the laptop’s public key it is enough for anybody.</source>
        <translation>الإثبات في %L1. يكفي أي أحد مع المفتاح العام للحاسوب.</translation>
    </message>
    <message>
        <source>The signed note is in %1.</source>
        <translation>الملاحظة الموقّعة في %L1.</translation>
    </message>
    <message>
        <source>The checkpoint is in %1. Give it to somebody else.</source>
        <translation>نقطة التحقق في %L1. أعطها شخصًا آخر.</translation>
    </message>
    <message>
        <source>The request is recorded. It takes effect when another person with the role privacy approves it.</source>
        <translation>سُجِّل الطلب. يسري حين يوافق عليه شخص آخر له دور الخصوصية.</translation>
    </message>
    <message>
        <source>Approved and erased here. The other laptops follow when they receive it.</source>
        <translation>تمت الموافقة والمحو هنا. تتبعه الحواسيب الأخرى حين تصلها الموافقة.</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::LogScreen</name>
    <message>
        <source>Log</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>The id is on the clipboard.</source>
        <translation>المعرّف في الحافظة.</translation>
    </message>
    <message>
        <source>Export the proof</source>
        <translation>صدِّر الإثبات</translation>
    </message>
    <message>
        <source>Proofs (*.tlog-proof)</source>
        <translation>إثباتات (*.tlog-proof)</translation>
    </message>
    <message>
        <source>Save the signed note</source>
        <translation>احفظ الملاحظة الموقّعة</translation>
    </message>
    <message>
        <source>Signed notes (*.note)</source>
        <translation>ملاحظات موقّعة (*.note)</translation>
    </message>
    <message>
        <source>Save the checkpoint</source>
        <translation>احفظ نقطة التحقق</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>تحقق</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>نقطة تحقق</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>المدخلات</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>المدخلة</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>الحواسيب</translation>
    </message>
    <message>
        <source>Erasure</source>
        <translation>المحو</translation>
    </message>
    <message>
        <source>Looking further back</source>
        <translation>جارٍ البحث فيما هو أقدم</translation>
    </message>
    <message>
        <source>%1 entries looked at so far.</source>
        <translation>المدخلات المفحوصة حتى الآن: %L1.</translation>
    </message>
    <message>
        <source>Nothing was recorded yet</source>
        <translation>لم يُسجَّل شيء بعد</translation>
    </message>
    <message>
        <source>The first decision, note or assessment appears here, signed, with the time and who made it.</source>
        <translation>يظهر هنا أول قرار أو ملاحظة أو تقييم، موقّعًا، مع وقته وصاحبه.</translation>
    </message>
    <message>
        <source>Nothing was recorded on this case yet</source>
        <translation>لم يُسجَّل شيء في هذه القضية بعد</translation>
    </message>
    <message>
        <source>What you and your colleagues do with it appears here. The whole log is one key away.</source>
        <translation>يظهر هنا ما تفعله أنت وزملاؤك بها. السجل كله على بُعد مفتاح واحد.</translation>
    </message>
    <message>
        <source>No entry fits</source>
        <translation>لا مدخلة تطابق</translation>
    </message>
    <message>
        <source>Take a chip away, choose other days, or show the whole log.</source>
        <translation>أزل شرطًا، أو اختر أيامًا أخرى، أو اعرض السجل كله.</translation>
    </message>
    <message numerus="yes">
        <source>%1 entries of %n laptop(s)</source>
        <translation>
            <numerusform>المدخلات: %L1</numerusform>
            <numerusform>المدخلات: %L1، من حاسوب واحد</numerusform>
            <numerusform>المدخلات: %L1، من حاسوبين</numerusform>
            <numerusform>المدخلات: %L1، من %Ln حواسيب</numerusform>
            <numerusform>المدخلات: %L1، من %Ln حاسوبًا</numerusform>
            <numerusform>المدخلات: %L1، من %Ln حاسوب</numerusform>
        </translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>قيد التحقق</translation>
    </message>
    <message>
        <source>sound, %1</source>
        <translation>سليم، %L1</translation>
    </message>
    <message>
        <source>Not sound</source>
        <translation>غير سليم</translation>
    </message>
    <message>
        <source>Two histories</source>
        <translation>تفرّع</translation>
    </message>
    <message>
        <source>Erasure (%1)</source>
        <translation>المحو (%L1)</translation>
    </message>
    <message>
        <source>Laptops (!)</source>
        <translation>الحواسيب (!)</translation>
    </message>
    <message>
        <source>Print the checkpoint</source>
        <translation>اطبع نقطة التحقق</translation>
    </message>
    <message>
        <source>The page went to the printer. Give it to somebody else.</source>
        <translation>أُرسلت الصفحة إلى الطابعة. أعطها شخصًا آخر.</translation>
    </message>
    <message>
        <source>Save the checkpoint as PDF</source>
        <translation>احفظ نقطة التحقق PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>The page is in %1. Give it to somebody else.</source>
        <translation>الصفحة في %L1. أعطها شخصًا آخر.</translation>
    </message>
</context>
<context>
    <name>docket::ui::audit::WitnessPane</name>
    <message>
        <source>laptop %1</source>
        <translation>الحاسوب %L1</translation>
    </message>
    <message>
        <source>%1’s laptop</source>
        <translation>حاسوب %L1</translation>
    </message>
    <message>
        <source>%1 entries, seen by nobody else yet.</source>
        <translation>المدخلات: %L1، لم يرها أحد آخر بعد.</translation>
    </message>
    <message>
        <source>Witnessed up to %1 of %2, by %3, %4.</source>
        <translation>مشهود حتى %L1 من %L2، والشاهد %L3، %L4.</translation>
    </message>
    <message numerus="yes">
        <source>The last %n entry(s) could still be replaced by you without anyone noticing.</source>
        <translation>
            <numerusform>لا مدخلة يمكنك استبدالها دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكانك استبدال آخر مدخلة دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكانك استبدال آخر مدخلتين دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكانك استبدال آخر %Ln مدخلات دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكانك استبدال آخر %Ln مدخلة دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكانك استبدال آخر %Ln مدخلة دون أن يلاحظ أحد.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last %n entry(s) could still be replaced by their author without anyone noticing.</source>
        <translation>
            <numerusform>لا مدخلة يمكن لكاتبها استبدالها دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكان الكاتب استبدال آخر مدخلة دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكان الكاتب استبدال آخر مدخلتين دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكان الكاتب استبدال آخر %Ln مدخلات دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكان الكاتب استبدال آخر %Ln مدخلة دون أن يلاحظ أحد.</numerusform>
            <numerusform>ما زال بإمكان الكاتب استبدال آخر %Ln مدخلة دون أن يلاحظ أحد.</numerusform>
        </translation>
    </message>
    <message>
        <source>Exchange a bundle or print a checkpoint to fix them.</source>
        <translation>تبادل حزمة أو اطبع نقطة تحقق لتثبيتها.</translation>
    </message>
    <message>
        <source>Laptops and witnesses</source>
        <translation>الحواسيب والشهود</translation>
    </message>
    <message>
        <source>Two histories of %1</source>
        <translation>تفرّع سجل %L1</translation>
    </message>
    <message>
        <source>%1 signed two different entries with the number %2. Both histories are kept and shown. Ask its owner what happened: a restored backup, a copied disk, or a stolen key. If it was not a backup, revoke the key after entry %3.</source>
        <translation>وقّع %L1 مدخلتين مختلفتين بالرقم %L2. يُحفظ الفرعان ويُعرضان. اسأل صاحبه عما حدث: نسخة احتياطية استُعيدت، أو قرص نُسخ، أو مفتاح سُرق. إن لم تكن نسخة احتياطية فأبطل المفتاح بعد المدخلة %L3.</translation>
    </message>
    <message>
        <source>What arrived first</source>
        <translation>ما وصل أولًا</translation>
    </message>
    <message>
        <source>The other</source>
        <translation>الآخر</translation>
    </message>
    <message>
        <source>You work alone</source>
        <translation>تعمل وحدك</translation>
    </message>
    <message>
        <source>Nobody else holds a copy of this log, so nobody could tell if it were rewritten. Sign a checkpoint from time to time and print it or mail it to somebody: the three lines on it are a witness. Everything up to there is fixed from then on.</source>
        <translation>لا نسخة من هذا السجل عند أحد غيرك، فلا أحد يعلم إن أُعيدت كتابته. وقِّع نقطة تحقق من حين إلى آخر واطبعها أو أرسلها بالبريد إلى شخص ما: أسطرها الثلاثة شاهد. وكل ما قبلها مثبَّت منذ ذلك.</translation>
    </message>
    <message>
        <source>This laptop, %1</source>
        <translation>هذا الحاسوب، %L1</translation>
    </message>
    <message>
        <source>%1, first history</source>
        <translation>%L1، الفرع الأول</translation>
    </message>
    <message>
        <source>%1, other history</source>
        <translation>%L1، الفرع الآخر</translation>
    </message>
    <message>
        <source>Also up to %1 by %2, %3.</source>
        <translation>وكذلك حتى %L1، والشاهد %L2، %L3.</translation>
    </message>
</context>
<context>
    <name>docket::ui::exchange::ExchangePage</name>
    <message>
        <source>Exchange work by file</source>
        <translation>تبادل العمل بملف</translation>
    </message>
    <message>
        <source>Hand over or take in</source>
        <translation>سلِّم أو استلم</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>سلِّم</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>استلم</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>التقدم</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>أوقف</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>عُد إلى القائمة</translation>
    </message>
</context>
<context>
    <name>docket::ui::exchange::ExportPane</name>
    <message>
        <source>Writes one file: the signed log, and, readable only for those you choose, what people wrote.</source>
        <translation>يكتب ملفًا واحدًا: السجل الموقّع، وما كتبه الناس مقروءًا لمن تختارهم وحدهم.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>المضمون</translation>
    </message>
    <message>
        <source>Who may read it</source>
        <translation>من يحق له قراءته</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>إلى أين</translation>
    </message>
    <message>
        <source>&amp;Everything in this workspace</source>
        <translation>&amp;كل ما في مساحة العمل هذه</translation>
    </message>
    <message>
        <source>Only what they &amp;lack, by what they last said they hold</source>
        <translation>ما &amp;ينقصهم فقط، بحسب آخر ما ذكروا أنه عندهم</translation>
    </message>
    <message>
        <source>A work &amp;pack: the queue's cases with their evidence, to decide without a network</source>
        <translation>&amp;حزمة عمل: قضايا القائمة مع أدلتها، للقرار دون اتصال</translation>
    </message>
    <message>
        <source>all</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>How many cases at most</source>
        <translation>أكبر عدد من القضايا</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>الملف المراد كتابته</translation>
    </message>
    <message>
        <source>on the stick or in a shared folder, ending in .docket</source>
        <translation>على الذاكرة المحمولة أو في مجلد مشترك، منتهيًا بـ ‎.docket</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختر…</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>اكتب الملف</translation>
    </message>
    <message>
        <source>Where to write the file</source>
        <translation>أين يُكتب الملف</translation>
    </message>
    <message>
        <source>Docket bundles (*.docket)</source>
        <translation>حزم Docket (*.docket)</translation>
    </message>
    <message>
        <source>the whole queue</source>
        <translation>القائمة كلها</translation>
    </message>
    <message numerus="yes">
        <source>of %n cases: %1</source>
        <translation>
            <numerusform>بلا قضايا: %L1</numerusform>
            <numerusform>من قضية واحدة: %L1</numerusform>
            <numerusform>من قضيتين: %L1</numerusform>
            <numerusform>من %Ln قضايا: %L1</numerusform>
            <numerusform>من %Ln قضية: %L1</numerusform>
            <numerusform>من %Ln قضية: %L1</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody else is in this workspace yet. Add a person with their join request first.</source>
        <translation>لا أحد غيرك في مساحة العمل هذه بعد. أضف شخصًا بطلب انضمامه أولًا.</translation>
    </message>
    <message numerus="yes">
        <source>%n laptops</source>
        <translation>
            <numerusform>لا حواسيب</numerusform>
            <numerusform>حاسوب واحد</numerusform>
            <numerusform>حاسوبان</numerusform>
            <numerusform>%Ln حواسيب</numerusform>
            <numerusform>%Ln حاسوبًا</numerusform>
            <numerusform>%Ln حاسوب</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · no key that is still valid: take in a newer file of theirs first</source>
        <translation>%L1 · لا مفتاح صالح بعد الآن: استلم منه ملفًا أحدث أولًا</translation>
    </message>
</context>
<context>
    <name>docket::ui::exchange::ImportPane</name>
    <message>
        <source>Take it in</source>
        <translation>استلمه</translation>
    </message>
    <message>
        <source>Everything in the file is checked first. It is taken whole, or not at all when anything is damaged.</source>
        <translation>يُتحقَّق أولًا من كل ما في الملف. يُؤخذ كله، أو لا يُؤخذ منه شيء إن كان فيه تلف.</translation>
    </message>
    <message>
        <source>Which file</source>
        <translation>أي ملف</translation>
    </message>
    <message>
        <source>File to take in</source>
        <translation>الملف المراد استلامه</translation>
    </message>
    <message>
        <source>a .docket file from a colleague</source>
        <translation>ملف ‎.docket من زميل</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختر…</translation>
    </message>
    <message>
        <source>Which file to take in</source>
        <translation>أي ملف يُستلم</translation>
    </message>
    <message>
        <source>Docket bundles (*.docket);;All files (*)</source>
        <translation>حزم Docket (*.docket);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>ما نتج عنه</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>ما فيه</translation>
    </message>
    <message>
        <source>Nothing was taken, and nothing was changed. %1</source>
        <translation>لم يُؤخذ شيء ولم يتغير شيء. %L1</translation>
    </message>
</context>
<context>
    <name>docket::ui::exchange::Words</name>
    <message>
        <source>laptop %1</source>
        <translation>الحاسوب %L1</translation>
    </message>
    <message>
        <source>everything they hold</source>
        <translation>كل ما عندهم</translation>
    </message>
    <message>
        <source>what they thought was missing here</source>
        <translation>ما ظنوا أنه ناقص هنا</translation>
    </message>
    <message>
        <source>a work pack: some cases with their evidence</source>
        <translation>حزمة عمل: بعض القضايا مع أدلتها</translation>
    </message>
    <message>
        <source>Encrypting payloads and evidence</source>
        <translation>تعمية المحتويات والأدلة</translation>
    </message>
    <message>
        <source>Writing the file: %1 of %2</source>
        <translation>كتابة الملف: %L1 من %L2</translation>
    </message>
    <message>
        <source>Reading the file: %1 of %2</source>
        <translation>قراءة الملف: %L1 من %L2</translation>
    </message>
    <message>
        <source>Checking the logs</source>
        <translation>التحقق من السجلات</translation>
    </message>
    <message>
        <source>Checking signatures and adding entries</source>
        <translation>التحقق من التواقيع وإضافة المدخلات</translation>
    </message>
    <message>
        <source>Storing evidence</source>
        <translation>تخزين الأدلة</translation>
    </message>
    <message>
        <source>Choose who may read it.</source>
        <translation>اختر من يحق له قراءته.</translation>
    </message>
    <message>
        <source>The queue shows no case: change its filter, then come back.</source>
        <translation>لا قضية في القائمة: غيّر تصفيتها ثم عُد.</translation>
    </message>
    <message>
        <source>Choose where to write the file.</source>
        <translation>اختر أين يُكتب الملف.</translation>
    </message>
    <message>
        <source>Written: %1, %2.</source>
        <translation>كُتب: %L1، %L2.</translation>
    </message>
    <message numerus="yes">
        <source>%n entries, every one signed.</source>
        <translation>
            <numerusform>بلا مدخلات.</numerusform>
            <numerusform>مدخلة واحدة، موقّعة.</numerusform>
            <numerusform>مدخلتان، موقّعتان كلتاهما.</numerusform>
            <numerusform>%Ln مدخلات، كلها موقّعة.</numerusform>
            <numerusform>%Ln مدخلة، كلها موقّعة.</numerusform>
            <numerusform>%Ln مدخلة، كلها موقّعة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cases can be opened without a network.</source>
        <translation>
            <numerusform>لا قضايا تُفتح دون اتصال.</numerusform>
            <numerusform>قضية واحدة تُفتح دون اتصال.</numerusform>
            <numerusform>قضيتان تُفتحان دون اتصال.</numerusform>
            <numerusform>%Ln قضايا تُفتح دون اتصال.</numerusform>
            <numerusform>%Ln قضية تُفتح دون اتصال.</numerusform>
            <numerusform>%Ln قضية تُفتح دون اتصال.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only %1 can read what people wrote; anybody can check that it is unchanged.</source>
        <translation>لا يقرأ ما كتبه الناس إلا %L1؛ وأي أحد يستطيع التحقق من أنه لم يتغير.</translation>
    </message>
    <message numerus="yes">
        <source>%n pieces of evidence that the log names are not stored here and are not in it.</source>
        <translation>
            <numerusform>كل الأدلة التي يذكرها السجل مخزنة هنا.</numerusform>
            <numerusform>دليل واحد يذكره السجل ليس مخزنًا هنا وليس فيه.</numerusform>
            <numerusform>دليلان يذكرهما السجل ليسا مخزنين هنا وليسا فيه.</numerusform>
            <numerusform>%Ln أدلة يذكرها السجل ليست مخزنة هنا وليست فيه.</numerusform>
            <numerusform>%Ln دليلًا يذكرها السجل ليست مخزنة هنا وليست فيه.</numerusform>
            <numerusform>%Ln دليل يذكرها السجل ليست مخزنة هنا وليست فيه.</numerusform>
        </translation>
    </message>
    <message>
        <source>From %1, made on %2: %3.</source>
        <translation>من %L1، أُنشئ في %L2: %L3.</translation>
    </message>
    <message>
        <source>Nothing in it is new here.</source>
        <translation>لا جديد فيه هنا.</translation>
    </message>
    <message numerus="yes">
        <source>%n new entries</source>
        <translation>
            <numerusform>لا مدخلات جديدة</numerusform>
            <numerusform>مدخلة جديدة</numerusform>
            <numerusform>مدخلتان جديدتان</numerusform>
            <numerusform>%Ln مدخلات جديدة</numerusform>
            <numerusform>%Ln مدخلة جديدة</numerusform>
            <numerusform>%Ln مدخلة جديدة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cases</source>
        <translation>
            <numerusform>لا قضايا</numerusform>
            <numerusform>قضية واحدة</numerusform>
            <numerusform>قضيتان</numerusform>
            <numerusform>%Ln قضايا</numerusform>
            <numerusform>%Ln قضية</numerusform>
            <numerusform>%Ln قضية</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 new of %3</source>
        <translation>%L1: الجديد %L2 من %L3</translation>
    </message>
    <message numerus="yes">
        <source>%n pieces of evidence</source>
        <translation>
            <numerusform>بلا أدلة</numerusform>
            <numerusform>دليل واحد</numerusform>
            <numerusform>دليلان</numerusform>
            <numerusform>%Ln أدلة</numerusform>
            <numerusform>%Ln دليلًا</numerusform>
            <numerusform>%Ln دليل</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds signed headers only: nothing of what people wrote.</source>
        <translation>فيه ترويسات موقّعة فقط: لا شيء مما كتبه الناس.</translation>
    </message>
    <message>
        <source>What people wrote is encrypted to you and can be read here.</source>
        <translation>ما كتبه الناس معمّى لك ويمكن قراءته هنا.</translation>
    </message>
    <message>
        <source>What people wrote is encrypted to others.</source>
        <translation>ما كتبه الناس معمّى لغيرك.</translation>
    </message>
    <message>
        <source>Unlock your keys to see whether it is for you.</source>
        <translation>افتح قفل مفاتيحك لترى هل هو لك.</translation>
    </message>
    <message>
        <source>Everything in it was here already.</source>
        <translation>كل ما فيه كان هنا من قبل.</translation>
    </message>
    <message numerus="yes">
        <source>Taken: %n entries.</source>
        <translation>
            <numerusform>لم تُؤخذ مدخلات.</numerusform>
            <numerusform>أُخذت مدخلة واحدة.</numerusform>
            <numerusform>أُخذت مدخلتان.</numerusform>
            <numerusform>أُخذت %Ln مدخلات.</numerusform>
            <numerusform>أُخذت %Ln مدخلة.</numerusform>
            <numerusform>أُخذت %Ln مدخلة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces of evidence stored.</source>
        <translation>
            <numerusform>لم تُخزَّن أدلة.</numerusform>
            <numerusform>خُزِّن دليل واحد.</numerusform>
            <numerusform>خُزِّن دليلان.</numerusform>
            <numerusform>خُزِّنت %Ln أدلة.</numerusform>
            <numerusform>خُزِّن %Ln دليلًا.</numerusform>
            <numerusform>خُزِّن %Ln دليل.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things from the Hub brought up to date.</source>
        <translation>
            <numerusform>لم يُحدَّث شيء من المنصة.</numerusform>
            <numerusform>حُدِّث عنصر واحد من المنصة.</numerusform>
            <numerusform>حُدِّث عنصران من المنصة.</numerusform>
            <numerusform>حُدِّثت %Ln عناصر من المنصة.</numerusform>
            <numerusform>حُدِّث %Ln عنصرًا من المنصة.</numerusform>
            <numerusform>حُدِّث %Ln عنصر من المنصة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things from the Hub left as they are: yours are as new or newer.</source>
        <translation>
            <numerusform>لم يُترك عنصر من المنصة على حاله.</numerusform>
            <numerusform>تُرك عنصر من المنصة على حاله: ما عندك مثله أو أحدث.</numerusform>
            <numerusform>تُرك عنصران من المنصة على حالهما: ما عندك مثلهما أو أحدث.</numerusform>
            <numerusform>تُركت %Ln عناصر من المنصة على حالها: ما عندك مثلها أو أحدث.</numerusform>
            <numerusform>تُرك %Ln عنصرًا من المنصة على حاله: ما عندك مثله أو أحدث.</numerusform>
            <numerusform>تُرك %Ln عنصر من المنصة على حاله: ما عندك مثله أو أحدث.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries came without what was written in them.</source>
        <translation>
            <numerusform>وصلت كل المدخلات بما كُتب فيها.</numerusform>
            <numerusform>وصلت مدخلة دون ما كُتب فيها.</numerusform>
            <numerusform>وصلت مدخلتان دون ما كُتب فيهما.</numerusform>
            <numerusform>وصلت %Ln مدخلات دون ما كُتب فيها.</numerusform>
            <numerusform>وصلت %Ln مدخلة دون ما كُتب فيها.</numerusform>
            <numerusform>وصلت %Ln مدخلة دون ما كُتب فيها.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n texts were refused: they had been erased here for good.</source>
        <translation>
            <numerusform>لم يُرفض نص.</numerusform>
            <numerusform>رُفض نص واحد: كان قد مُحي هنا نهائيًّا.</numerusform>
            <numerusform>رُفض نصان: كانا قد مُحيا هنا نهائيًّا.</numerusform>
            <numerusform>رُفضت %Ln نصوص: كانت قد مُحيت هنا نهائيًّا.</numerusform>
            <numerusform>رُفض %Ln نصًّا: كانت قد مُحيت هنا نهائيًّا.</numerusform>
            <numerusform>رُفض %Ln نص: كانت قد مُحيت هنا نهائيًّا.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n texts were erased: two people had asked for it.</source>
        <translation>
            <numerusform>لم يُمحَ نص.</numerusform>
            <numerusform>مُحي نص واحد: طلب ذلك شخصان.</numerusform>
            <numerusform>مُحي نصان: طلب ذلك شخصان.</numerusform>
            <numerusform>مُحيت %Ln نصوص: طلب ذلك شخصان.</numerusform>
            <numerusform>مُحي %Ln نصًّا: طلب ذلك شخصان.</numerusform>
            <numerusform>مُحي %Ln نص: طلب ذلك شخصان.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries wait for others that nobody here has seen.</source>
        <translation>
            <numerusform>لا مدخلات تنتظر غيرها.</numerusform>
            <numerusform>مدخلة تنتظر غيرها مما لم يره أحد هنا.</numerusform>
            <numerusform>مدخلتان تنتظران غيرهما مما لم يره أحد هنا.</numerusform>
            <numerusform>%Ln مدخلات تنتظر غيرها مما لم يره أحد هنا.</numerusform>
            <numerusform>%Ln مدخلة تنتظر غيرها مما لم يره أحد هنا.</numerusform>
            <numerusform>%Ln مدخلة تنتظر غيرها مما لم يره أحد هنا.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This laptop now vouches for %n logs.</source>
        <translation>
            <numerusform>لا يشهد هذا الحاسوب على أي سجل.</numerusform>
            <numerusform>يشهد هذا الحاسوب الآن على سجل واحد.</numerusform>
            <numerusform>يشهد هذا الحاسوب الآن على سجلين.</numerusform>
            <numerusform>يشهد هذا الحاسوب الآن على %Ln سجلات.</numerusform>
            <numerusform>يشهد هذا الحاسوب الآن على %Ln سجلًا.</numerusform>
            <numerusform>يشهد هذا الحاسوب الآن على %Ln سجل.</numerusform>
        </translation>
    </message>
    <message>
        <source>a laptop of %1</source>
        <translation>حاسوب من حواسيب %L1</translation>
    </message>
    <message>
        <source>Two histories from entry %2 on: %1 signed both. Nothing is lost, both are kept; whoever holds the root key should revoke it.</source>
        <translation>تفرّع السجل منذ المدخلة %L2: وقّع %L1 الفرعين. لم يضع شيء، وكلاهما محفوظ؛ وعلى من يحمل المفتاح الجذر أن يبطله.</translation>
    </message>
    <message numerus="yes">
        <source>%n entries carry a time more than a day ahead of your clock.</source>
        <translation>
            <numerusform>لا مدخلات وقتها متقدم على ساعتك بأكثر من يوم.</numerusform>
            <numerusform>مدخلة وقتها متقدم على ساعتك بأكثر من يوم.</numerusform>
            <numerusform>مدخلتان وقتهما متقدم على ساعتك بأكثر من يوم.</numerusform>
            <numerusform>%Ln مدخلات وقتها متقدم على ساعتك بأكثر من يوم.</numerusform>
            <numerusform>%Ln مدخلة وقتها متقدم على ساعتك بأكثر من يوم.</numerusform>
            <numerusform>%Ln مدخلة وقتها متقدم على ساعتك بأكثر من يوم.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its evidence was left out: the laptop that made the file is not enrolled here.</source>
        <translation>تُركت أدلته: الحاسوب الذي أنشأ الملف ليس منضمًّا هنا.</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::ChecklistDelegate</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%L1 (%L2)</translation>
    </message>
    <message numerus="yes">
        <source>automatic hint: %1, and %n more</source>
        <translation>
            <numerusform>تلميح آلي: %L1</numerusform>
            <numerusform>تلميح آلي: %L1، وواحد آخر</numerusform>
            <numerusform>تلميح آلي: %L1، واثنان آخران</numerusform>
            <numerusform>تلميح آلي: %L1، و%Ln أخرى</numerusform>
            <numerusform>تلميح آلي: %L1، و%Ln أخرى</numerusform>
            <numerusform>تلميح آلي: %L1، و%Ln أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>automatic hint: %1</source>
        <translation>تلميح آلي: %L1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <extracomment>The passage a reviewer marked, in quotation marks</extracomment>
        <translation>«%L1»</translation>
    </message>
    <message>
        <source>Hide guidance</source>
        <translation>أخفِ الإرشاد</translation>
    </message>
    <message>
        <source>Why we ask</source>
        <translation>لماذا نسأل</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::ChecklistModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%L1، %L2</translation>
    </message>
    <message numerus="yes">
        <source>%1 Answer: %2. %n piece(s) of evidence.</source>
        <translation>
            <numerusform>%L1 الجواب: %L2. بلا أدلة.</numerusform>
            <numerusform>%L1 الجواب: %L2. دليل واحد.</numerusform>
            <numerusform>%L1 الجواب: %L2. دليلان.</numerusform>
            <numerusform>%L1 الجواب: %L2. %Ln أدلة.</numerusform>
            <numerusform>%L1 الجواب: %L2. %Ln دليلًا.</numerusform>
            <numerusform>%L1 الجواب: %L2. %Ln دليل.</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا يوجد</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::ChecklistView</name>
    <message>
        <source>Checklist</source>
        <translation>قائمة التحقق</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::DecisionBox</name>
    <message>
        <source>Decide</source>
        <translation>القرار</translation>
    </message>
    <message>
        <source>Reason, for the record</source>
        <translation>السبب، للسجل</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Why gentler steps do not suffice</source>
        <translation>لماذا لا تكفي خطوات ألطف</translation>
    </message>
    <message>
        <source>Notice as it will be posted</source>
        <translation>الإشعار كما سيُنشر</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>سجِّل</translation>
    </message>
    <message>
        <source>%1. Suggested: the gentlest step that meets what was found. %2</source>
        <translation>%L1. مقترح: ألطف خطوة تناسب ما وُجد. %L2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%L1. %L2</translation>
    </message>
    <message>
        <source>All codes…</source>
        <translation>كل الرموز…</translation>
    </message>
    <message>
        <source>This cannot be undone on the Hub.</source>
        <translation>لا يمكن التراجع عن هذا على المنصة.</translation>
    </message>
    <message>
        <source>Notice, as everybody will read it</source>
        <translation>الإشعار كما سيقرؤه الجميع</translation>
    </message>
    <message>
        <source>Notice, to hand to the author</source>
        <translation>الإشعار، ليُسلَّم إلى صاحب العمل</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>جارٍ التسجيل…</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::JudgementPane</name>
    <message>
        <source>Judgement</source>
        <translation>الحكم</translation>
    </message>
    <message>
        <source>The card changed after a judgement was made on it.</source>
        <translation>تغيّرت البطاقة بعد أن صدر حكم عليها.</translation>
    </message>
    <message>
        <source>Answer yes</source>
        <translation>الجواب: نعم</translation>
    </message>
    <message>
        <source>Answer no</source>
        <translation>الجواب: لا</translation>
    </message>
    <message>
        <source>Answer unsure</source>
        <translation>الجواب: غير متأكد</translation>
    </message>
    <message>
        <source>Answer: does not apply</source>
        <translation>الجواب: لا ينطبق</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>السؤال التالي</translation>
    </message>
    <message>
        <source>criterion down</source>
        <translation>معيار أسفل</translation>
    </message>
    <message>
        <source>Previous question</source>
        <translation>السؤال السابق</translation>
    </message>
    <message>
        <source>criterion up</source>
        <translation>معيار أعلى</translation>
    </message>
    <message>
        <source>Why we ask</source>
        <translation>لماذا نسأل</translation>
    </message>
    <message>
        <source>guidance help clause</source>
        <translation>إرشاد مساعدة بند</translation>
    </message>
    <message>
        <source>Remove the last evidence of the question</source>
        <translation>أزل آخر دليل لهذا السؤال</translation>
    </message>
    <message>
        <source>Choose decision %1</source>
        <translation>اختر القرار %L1</translation>
    </message>
    <message>
        <source>All decision codes</source>
        <translation>كل رموز القرارات</translation>
    </message>
    <message>
        <source>Write the reason</source>
        <translation>اكتب السبب</translation>
    </message>
    <message>
        <source>Compose the notice again</source>
        <translation>صُغ الإشعار من جديد</translation>
    </message>
    <message>
        <source>Record answers</source>
        <translation>سجِّل الأجوبة</translation>
    </message>
    <message>
        <source>save assess</source>
        <translation>حفظ تقييم</translation>
    </message>
    <message>
        <source>Decide, next</source>
        <translation>قرِّر، ثم التالي</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>الدليل</translation>
    </message>
    <message>
        <source>no question is open to attach it to</source>
        <translation>لا سؤال مفتوح يُرفق به</translation>
    </message>
    <message>
        <source>choose a question first</source>
        <translation>اختر سؤالًا أولًا</translation>
    </message>
    <message>
        <source>The evidence moved</source>
        <translation>تغيّر الدليل</translation>
    </message>
    <message>
        <source>%1 Look at it again; deciding now confirms that your judgement still stands.</source>
        <translation>%L1 انظر إليه مرة أخرى؛ القرار الآن يؤكد أن حكمك ما زال قائمًا.</translation>
    </message>
    <message>
        <source>No case is open</source>
        <translation>لا قضية مفتوحة</translation>
    </message>
    <message>
        <source>Choose one in the queue; its questions stand here.</source>
        <translation>اختر واحدة من القائمة؛ تظهر أسئلتها هنا.</translation>
    </message>
    <message>
        <source>This case cannot be judged now</source>
        <translation>لا يمكن الحكم في هذه القضية الآن</translation>
    </message>
    <message>
        <source>%1 decided %2 on %3: %4</source>
        <translation>%L1: %L2 في %L3: %L4</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>زميل</translation>
    </message>
    <message numerus="yes">
        <source>%n colleague(s) decided on this case. Shown once your own answers are recorded.</source>
        <translation>
            <numerusform>لم يقرر أحد من الزملاء في هذه القضية.</numerusform>
            <numerusform>قرر زميل واحد في هذه القضية. يظهر قراره بعد تسجيل أجوبتك.</numerusform>
            <numerusform>قرر زميلان في هذه القضية. يظهر قرارهما بعد تسجيل أجوبتك.</numerusform>
            <numerusform>قرر %Ln زملاء في هذه القضية. تظهر قراراتهم بعد تسجيل أجوبتك.</numerusform>
            <numerusform>قرر %Ln زميلًا في هذه القضية. تظهر قراراتهم بعد تسجيل أجوبتك.</numerusform>
            <numerusform>قرر %Ln زميل في هذه القضية. تظهر قراراتهم بعد تسجيل أجوبتك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the next evidence of the question</source>
        <translation>انتقل إلى الدليل التالي للسؤال</translation>
    </message>
    <message>
        <source>cite passage jump</source>
        <translation>استشهاد فقرة انتقال</translation>
    </message>
    <message>
        <source>What changed at this evidence</source>
        <translation>ما تغيّر عند هذا الدليل</translation>
    </message>
    <message>
        <source>moved gone diff</source>
        <translation>تغيّر اختفى فروق</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::JudgementPresenter</name>
    <message>
        <source>The case is not loaded yet.</source>
        <translation>لم تُحمَّل القضية بعد.</translation>
    </message>
    <message>
        <source>This workspace is open elsewhere or locked; nothing can be recorded here.</source>
        <translation>مساحة العمل هذه مفتوحة في مكان آخر أو مقفلة؛ لا يمكن تسجيل شيء هنا.</translation>
    </message>
    <message>
        <source>Choose a decision.</source>
        <translation>اختر قرارًا.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%L1: %L2</translation>
    </message>
    <message>
        <source>Write the reason.</source>
        <translation>اكتب السبب.</translation>
    </message>
    <message>
        <source>Say why gentler steps do not suffice.</source>
        <translation>بيِّن لماذا لا تكفي خطوات ألطف.</translation>
    </message>
    <message>
        <source>There is nothing new to record.</source>
        <translation>لا جديد لتسجيله.</translation>
    </message>
</context>
<context>
    <name>docket::ui::judgement::Text</name>
    <message>
        <source>a moderator</source>
        <translation>مشرف</translation>
    </message>
    <message>
        <source>an ethics reviewer</source>
        <translation>مراجع أخلاقيات</translation>
    </message>
    <message>
        <source>a lead</source>
        <translation>مسؤول</translation>
    </message>
    <message>
        <source>a specialist</source>
        <translation>مختص</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>no</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>غير متأكد</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>لا ينطبق</translation>
    </message>
    <message>
        <source>Y</source>
        <extracomment>One letter for "yes" on the answer control</extracomment>
        <translation>Y</translation>
    </message>
    <message>
        <source>N</source>
        <extracomment>One letter for "no" on the answer control</extracomment>
        <translation>N</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>أُجيب عن %L1 من %L2</translation>
    </message>
    <message>
        <source>What the reports allege</source>
        <translation>ما تدّعيه البلاغات</translation>
    </message>
    <message>
        <source>No action</source>
        <translation>لا إجراء</translation>
    </message>
    <message>
        <source>Note only</source>
        <translation>ملاحظة فقط</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>مكرر</translation>
    </message>
    <message>
        <source>Need more information</source>
        <translation>تلزم معلومات أكثر</translation>
    </message>
    <message>
        <source>Thank reporter</source>
        <translation>شكر المبلِّغ</translation>
    </message>
    <message>
        <source>Ask author</source>
        <translation>سؤال صاحب العمل</translation>
    </message>
    <message>
        <source>Request card change</source>
        <translation>طلب تعديل البطاقة</translation>
    </message>
    <message>
        <source>Propose audience tag</source>
        <translation>اقتراح وسم الجمهور</translation>
    </message>
    <message>
        <source>Staff adds tag</source>
        <translation>الفريق يضيف الوسم</translation>
    </message>
    <message>
        <source>Ask to gate</source>
        <translation>طلب تقييد الوصول</translation>
    </message>
    <message>
        <source>Ask to rename or remove</source>
        <translation>طلب تغيير الاسم أو الإزالة</translation>
    </message>
    <message>
        <source>Hide comment</source>
        <translation>إخفاء التعليق</translation>
    </message>
    <message>
        <source>Close thread</source>
        <translation>إغلاق النقاش</translation>
    </message>
    <message>
        <source>Urgent restriction</source>
        <translation>تقييد عاجل</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>تصعيد</translation>
    </message>
    <message>
        <source>Recommend unranking</source>
        <translation>التوصية بخفض الترتيب</translation>
    </message>
    <message>
        <source>Recommend disabling</source>
        <translation>التوصية بالتعطيل</translation>
    </message>
    <message>
        <source>Recommend takedown</source>
        <translation>التوصية بالإزالة</translation>
    </message>
    <message>
        <source>Child safety</source>
        <translation>سلامة الأطفال</translation>
    </message>
    <message>
        <source>Threat to life</source>
        <translation>خطر على الحياة</translation>
    </message>
    <message>
        <source>Close and monitor</source>
        <translation>إغلاق ومتابعة</translation>
    </message>
    <message>
        <source>does not fit this kind of subject</source>
        <translation>لا يناسب هذا النوع</translation>
    </message>
    <message>
        <source>your roles do not allow it</source>
        <translation>أدوارك لا تسمح بذلك</translation>
    </message>
    <message>
        <source>you are not signed in on the Hub</source>
        <translation>لم تسجّل دخولك إلى المنصة</translation>
    </message>
    <message>
        <source>needs write access on the Hub</source>
        <translation>يلزم حق الكتابة على المنصة</translation>
    </message>
    <message>
        <source>there is no thread to answer or close</source>
        <translation>لا نقاش للرد عليه أو لإغلاقه</translation>
    </message>
    <message>
        <source>choose the comment first</source>
        <translation>اختر التعليق أولًا</translation>
    </message>
    <message>
        <source>nothing that you found permits it</source>
        <translation>لا شيء مما وجدتَه يجيزه</translation>
    </message>
    <message>
        <source>stronger than one person may decide here</source>
        <translation>أشد مما يجوز لشخص واحد أن يقرره هنا</translation>
    </message>
    <message>
        <source>this must not be discussed in public</source>
        <translation>لا يجوز نقاش هذا علنًا</translation>
    </message>
    <message>
        <source>a critical finding has to be escalated first</source>
        <translation>يجب تصعيد ما هو خطير أولًا</translation>
    </message>
    <message>
        <source>no violation or gap is recorded</source>
        <translation>لم تُسجَّل مخالفة ولا نقص</translation>
    </message>
    <message>
        <source>a violation is recorded</source>
        <translation>سُجِّلت مخالفة</translation>
    </message>
    <message>
        <source>answer the questions first</source>
        <translation>أجب عن الأسئلة أولًا</translation>
    </message>
    <message>
        <source>there is no earlier decision</source>
        <translation>لا قرار سابق</translation>
    </message>
    <message>
        <source>somebody else has to decide this</source>
        <translation>يجب أن يقرر هذا شخص آخر</translation>
    </message>
    <message>
        <source>a gentler step comes first</source>
        <translation>تأتي خطوة ألطف أولًا</translation>
    </message>
    <message>
        <source>you have a stake in this case</source>
        <translation>لك مصلحة في هذه القضية</translation>
    </message>
    <message>
        <source>A second reviewer must agree before anything leaves.</source>
        <translation>يجب أن يوافق مراجع ثانٍ قبل أن يخرج أي شيء.</translation>
    </message>
    <message>
        <source>Before anything leaves, %1 must agree.</source>
        <translation>قبل أن يخرج أي شيء يجب أن يوافق %L1.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> أو </translation>
    </message>
    <message>
        <source>public</source>
        <translation>علني</translation>
    </message>
    <message>
        <source>nothing leaves</source>
        <translation>لا يخرج شيء</translation>
    </message>
    <message>
        <source>not public</source>
        <translation>غير علني</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>الصف %L1</translation>
    </message>
    <message>
        <source>lines %1-%2</source>
        <translation>الأسطر من %L1 إلى %L2</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>السطر %L1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>day and short month</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>updated since; still there</source>
        <translation>حدث تحديث بعده؛ ما زال موجودًا</translation>
    </message>
    <message>
        <source>still there, now %1</source>
        <comment>lines 4-5, row 7</comment>
        <translation>ما زال موجودًا، وهو الآن في %L1</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>تغيّر منذ ذلك</translation>
    </message>
    <message>
        <source>changed since %1, %2</source>
        <translation>تغيّر منذ %L1، %L2</translation>
    </message>
    <message>
        <source>gone since</source>
        <translation>اختفى منذ ذلك</translation>
    </message>
    <message>
        <source>gone since %1, %2</source>
        <comment>commit, day</comment>
        <translation>اختفى منذ %L1، %L2</translation>
    </message>
    <message>
        <source>the comment is hidden now</source>
        <translation>التعليق مخفي الآن</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::FilterLine</name>
    <message>
        <source>Filter the queue</source>
        <translation>صفِّ القائمة</translation>
    </message>
    <message>
        <source>Filter: type:model is:unclaimed words</source>
        <translation>صفِّ: type:model is:unclaimed كلمات</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::QueueView</name>
    <message>
        <source>Queue</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>القضايا</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) changed elsewhere: show</source>
        <translation>
            <numerusform>لم تتغير قضايا في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت قضية في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت قضيتان في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت %Ln قضايا في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت %Ln قضية في مكان آخر: اعرض</numerusform>
            <numerusform>تغيّرت %Ln قضية في مكان آخر: اعرض</numerusform>
        </translation>
    </message>
    <message>
        <source>No cases yet</source>
        <translation>لا قضايا بعد</translation>
    </message>
    <message>
        <source>Nothing has been fetched from the Hub. Sync brings the reports of everything you watch.</source>
        <translation>لم يُجلب شيء من المنصة. المزامنة تجلب بلاغات كل ما تتابعه.</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>لا شيء مفتوح</translation>
    </message>
    <message>
        <source>Every case has been decided. Sync looks for new reports.</source>
        <translation>صدر قرار في كل قضية. المزامنة تبحث عن بلاغات جديدة.</translation>
    </message>
    <message>
        <source>No case fits this filter</source>
        <translation>لا قضية تطابق هذه التصفية</translation>
    </message>
    <message>
        <source>Change a term, or go back to everything that is open.</source>
        <translation>غيّر شرطًا، أو عد إلى كل ما هو مفتوح.</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::SavedQueue</name>
    <message>
        <source>Open</source>
        <translation>مفتوحة</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>لي</translation>
    </message>
    <message>
        <source>◆ S3+</source>
        <translation>◆ S3+</translation>
    </message>
    <message>
        <source>Second review</source>
        <translation>مراجعة ثانية</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>تغيّرت</translation>
    </message>
    <message>
        <source>Appeals</source>
        <translation>تظلّمات</translation>
    </message>
    <message>
        <source>%1+</source>
        <comment>more than</comment>
        <translation>%L1+</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::SavedQueueBar</name>
    <message>
        <source>%1  ·  key %2</source>
        <translation>%L1  ·  المفتاح %L2</translation>
    </message>
</context>
<context>
    <name>docket::ui::queue::Text</name>
    <message>
        <source>%1 m</source>
        <translation>%L1 د</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%L1 س</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%L1 ي</translation>
    </message>
    <message>
        <source>severity</source>
        <translation>الشدة</translation>
    </message>
    <message>
        <source>reports</source>
        <translation>البلاغات</translation>
    </message>
    <message>
        <source>reach</source>
        <translation>الانتشار</translation>
    </message>
    <message>
        <source>age</source>
        <translation>العمر</translation>
    </message>
    <message>
        <source>certainty</source>
        <translation>اليقين</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>الفحص</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>أُعيد فتحها</translation>
    </message>
    <message>
        <source>%1 late</source>
        <comment>overdue by a span such as 2 h</comment>
        <translation>متأخر %L1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>a span such as 41 m</comment>
        <translation>بقي %L1</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>نقاش</translation>
    </message>
    <message>
        <source>model</source>
        <translation>نموذج</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>مجموعة بيانات</translation>
    </message>
    <message>
        <source>space</source>
        <translation>تطبيق</translation>
    </message>
    <message>
        <source>ethical issue</source>
        <translation>مسألة أخلاقية</translation>
    </message>
    <message>
        <source>legal issue</source>
        <translation>مسألة قانونية</translation>
    </message>
    <message>
        <source>not working</source>
        <translation>لا يعمل</translation>
    </message>
    <message>
        <source>spam</source>
        <translation>محتوى مزعج</translation>
    </message>
    <message>
        <source>other</source>
        <translation>أخرى</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between two allegations</comment>
        <translation>، </translation>
    </message>
    <message numerus="yes">
        <source>%n report(s)</source>
        <translation>
            <numerusform>بلا بلاغات</numerusform>
            <numerusform>بلاغ واحد</numerusform>
            <numerusform>بلاغان</numerusform>
            <numerusform>%Ln بلاغات</numerusform>
            <numerusform>%Ln بلاغًا</numerusform>
            <numerusform>%Ln بلاغ</numerusform>
        </translation>
    </message>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>new</source>
        <translation>جديدة</translation>
    </message>
    <message>
        <source>claimed</source>
        <translation>محجوزة</translation>
    </message>
    <message>
        <source>assessed</source>
        <translation>مقيَّمة</translation>
    </message>
    <message>
        <source>awaiting author</source>
        <translation>بانتظار صاحب العمل</translation>
    </message>
    <message>
        <source>awaiting second review</source>
        <translation>بانتظار مراجعة ثانية</translation>
    </message>
    <message>
        <source>escalated</source>
        <translation>مصعَّدة</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>تعارض</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>صدر القرار</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>مغلقة</translation>
    </message>
    <message>
        <source>appeal</source>
        <translation>تظلّم</translation>
    </message>
    <message>
        <source>changed</source>
        <comment>the subject changed after the evidence was pinned</comment>
        <translation>تغيّر</translation>
    </message>
    <message>
        <source>not fetched</source>
        <translation>لم يُجلب</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>محجوزة عند %L1</translation>
    </message>
    <message>
        <source>due: %1</source>
        <translation>الموعد: %L1</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>الأولوية</translation>
    </message>
    <message>
        <source>Due %1 (%2)</source>
        <translation>الموعد %L1 (%L2)</translation>
    </message>
    <message>
        <source>The last fetch failed: %1. What is shown is what was fetched before.</source>
        <translation>فشل آخر جلب: %L1. المعروض هو ما جُلب قبله.</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::Actions</name>
    <message>
        <source>Card</source>
        <translation>البطاقة</translation>
    </message>
    <message>
        <source>readme markdown tab</source>
        <translation>بطاقة نص تبويب</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
    <message>
        <source>tree scan tab</source>
        <translation>شجرة فحص تبويب</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>البيانات</translation>
    </message>
    <message>
        <source>rows table viewer tab</source>
        <translation>صفوف جدول عارض تبويب</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>النقاش</translation>
    </message>
    <message>
        <source>discussion comments reports tab</source>
        <translation>نقاش تعليقات بلاغات تبويب</translation>
    </message>
    <message>
        <source>Attach the selection as evidence</source>
        <translation>أرفق التحديد دليلًا</translation>
    </message>
    <message>
        <source>quote cite</source>
        <translation>اقتباس استشهاد</translation>
    </message>
    <message>
        <source>Reveal the next picture</source>
        <translation>اكشف الصورة التالية</translation>
    </message>
    <message>
        <source>image show</source>
        <translation>صورة عرض</translation>
    </message>
    <message>
        <source>Black out</source>
        <translation>تعتيم كامل</translation>
    </message>
    <message>
        <source>hide everything cover</source>
        <translation>إخفاء كل شيء تغطية</translation>
    </message>
    <message>
        <source>Card as written</source>
        <translation>البطاقة كما كُتبت</translation>
    </message>
    <message>
        <source>source text raw</source>
        <translation>مصدر نص خام</translation>
    </message>
    <message>
        <source>Find in the card</source>
        <translation>ابحث في البطاقة</translation>
    </message>
    <message>
        <source>search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Find backwards</source>
        <translation>ابحث إلى الخلف</translation>
    </message>
    <message>
        <source>search previous</source>
        <translation>بحث سابق</translation>
    </message>
    <message>
        <source>Files with warnings first</source>
        <translation>الملفات ذات التحذيرات أولًا</translation>
    </message>
    <message>
        <source>scan sort</source>
        <translation>فحص ترتيب</translation>
    </message>
    <message>
        <source>Next thread</source>
        <translation>النقاش التالي</translation>
    </message>
    <message>
        <source>Previous thread</source>
        <translation>النقاش السابق</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>التغييرات</translation>
    </message>
    <message>
        <source>diff compare revisions tab</source>
        <translation>فروق مقارنة إصدارات تبويب</translation>
    </message>
    <message>
        <source>Card without the browser</source>
        <translation>البطاقة بلا متصفح</translation>
    </message>
    <message>
        <source>text view native safe plain</source>
        <translation>عرض نص أصلي آمن بسيط</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>التغيير التالي</translation>
    </message>
    <message>
        <source>diff jump</source>
        <translation>فروق انتقال</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>التغيير السابق</translation>
    </message>
    <message>
        <source>Changes side by side</source>
        <translation>التغييرات جنبًا إلى جنب</translation>
    </message>
    <message>
        <source>diff split unified</source>
        <translation>فروق تقسيم موحد</translation>
    </message>
    <message>
        <source>Show unchanged lines</source>
        <translation>اعرض الأسطر التي لم تتغير</translation>
    </message>
    <message>
        <source>diff context fold</source>
        <translation>فروق سياق طي</translation>
    </message>
    <message>
        <source>Show more of the picture</source>
        <translation>أظهر المزيد من الصورة</translation>
    </message>
    <message>
        <source>image sharp colour blur</source>
        <translation>صورة حدة ألوان تمويه</translation>
    </message>
    <message>
        <source>Lens over the blurred picture</source>
        <translation>عدسة فوق الصورة المموهة</translation>
    </message>
    <message>
        <source>image region part</source>
        <translation>صورة منطقة جزء</translation>
    </message>
    <message>
        <source>Hide the last picture</source>
        <translation>أخفِ الصورة الأخيرة</translation>
    </message>
    <message>
        <source>image cover</source>
        <translation>صورة تغطية</translation>
    </message>
    <message>
        <source>Show more of the card</source>
        <translation>أظهر المزيد من البطاقة</translation>
    </message>
    <message>
        <source>rest continue cut next part</source>
        <translation>بقية متابعة قص الجزء التالي</translation>
    </message>
    <message>
        <source>To the beginning of the card</source>
        <translation>إلى بداية البطاقة</translation>
    </message>
    <message>
        <source>first part</source>
        <translation>الجزء الأول</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::CardLabels</name>
    <message>
        <source>Picture hidden</source>
        <translation>صورة مخفية</translation>
    </message>
    <message>
        <source>Picture refused</source>
        <translation>صورة مرفوضة</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>اكشف</translation>
    </message>
    <message>
        <source>from this repository</source>
        <translation>من هذا المستودع</translation>
    </message>
    <message>
        <source>inside the card</source>
        <translation>داخل البطاقة</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>غير معروض</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>حقول أخرى</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>البيانات الوصفية</translation>
    </message>
    <message>
        <source>The metadata block cannot be read and is shown as written.</source>
        <translation>لا يمكن قراءة كتلة البيانات الوصفية وهي معروضة كما كُتبت.</translation>
    </message>
    <message>
        <source>The rest of this card is not shown here. Ctrl+U shows it as written.</source>
        <translation>بقية هذه البطاقة غير معروضة هنا. Ctrl+U يعرضها كما كُتبت.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Tip</source>
        <translation>نصيحة</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>مهم</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>تحذير</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>احترس</translation>
    </message>
    <message>
        <source>This card is too heavy to lay out and is shown as plain text.</source>
        <translation>هذه البطاقة أثقل من أن تُعرض منسقة وهي معروضة نصًّا.</translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation>السطر %L1، العمود %L2</translation>
    </message>
    <message>
        <source>The rest of it is not shown here.</source>
        <translation>بقيتها غير معروضة هنا.</translation>
    </message>
    <message>
        <source>yes</source>
        <comment>is a result verified</comment>
        <translation>نعم</translation>
    </message>
    <message>
        <source>no</source>
        <comment>is a result verified</comment>
        <translation>لا</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>مفتوحة</translation>
    </message>
    <message>
        <source>Open; what is made from it carries the same licence</source>
        <translation>مفتوحة؛ وما يُشتق من العمل يحمل الرخصة نفسها</translation>
    </message>
    <message>
        <source>No commercial use</source>
        <translation>الاستعمال التجاري ممنوع</translation>
    </message>
    <message>
        <source>Nothing may be made from it</source>
        <translation>لا يجوز اشتقاق شيء من العمل</translation>
    </message>
    <message>
        <source>Open, with uses that it forbids</source>
        <translation>مفتوحة، وتمنع استعمالات بعينها</translation>
    </message>
    <message>
        <source>The vendor's own terms</source>
        <translation>شروط خاصة بالمورِّد</translation>
    </message>
    <message>
        <source>Does not say which one</source>
        <translation>لا تذكر رخصة بعينها</translation>
    </message>
    <message>
        <source>Not a licence that the Hub knows</source>
        <translation>ليست رخصة تعرفها المنصة</translation>
    </message>
    <message>
        <source>Trained further from it</source>
        <translation>دُرِّب انطلاقًا منه</translation>
    </message>
    <message>
        <source>An adapter for it</source>
        <translation>مهايئ له</translation>
    </message>
    <message>
        <source>Merged from them</source>
        <translation>مدموج منها</translation>
    </message>
    <message>
        <source>Quantized from it</source>
        <translation>مكمَّم منه</translation>
    </message>
    <message>
        <source>%1 of CO₂ equivalent</source>
        <translation>%L1 من مكافئ CO₂</translation>
    </message>
    <message>
        <source>Heading of the request for access</source>
        <translation>عنوان طلب الوصول</translation>
    </message>
    <message>
        <source>What people agree to before they get access</source>
        <translation>ما يوافق عليه الناس قبل أن يُمنحوا الوصول</translation>
    </message>
    <message>
        <source>Said where people ask for access</source>
        <translation>يُقال حيث يُطلب الوصول</translation>
    </message>
    <message>
        <source>What people have to tell to get access</source>
        <translation>ما يجب على الناس ذكره ليُمنحوا الوصول</translation>
    </message>
    <message>
        <source>Text of the button that asks for access</source>
        <translation>نص زر طلب الوصول</translation>
    </message>
    <message>
        <source>Nobody in the European Union gets access</source>
        <translation>لا يُمنح أحد في الاتحاد الأوروبي حق الوصول</translation>
    </message>
    <message>
        <source>Its owner says it is not for all audiences</source>
        <translation>يقول مالكه إنه ليس لكل الجماهير</translation>
    </message>
    <message>
        <source>Its owner points to a newer version</source>
        <translation>يشير مالكه إلى إصدار أحدث</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>المهمة</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>مجموعة البيانات</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>المقياس</translation>
    </message>
    <message>
        <source>Value</source>
        <comment>of a metric</comment>
        <translation>القيمة</translation>
    </message>
    <message>
        <source>Marked as verified</source>
        <translation>موسوم بأنه محقَّق</translation>
    </message>
    <message>
        <source>hidden by the author</source>
        <translation>أخفاه صاحب العمل</translation>
    </message>
    <message>
        <source>leads to %1</source>
        <comment>a link, a host</comment>
        <translation>يقود إلى %L1</translation>
    </message>
    <message>
        <source>Some of this text is not what it seems</source>
        <translation>بعض هذا النص ليس كما يبدو</translation>
    </message>
    <message>
        <source>invisible characters</source>
        <translation>محارف غير مرئية</translation>
    </message>
    <message>
        <source>look-alike letters in one word</source>
        <translation>حروف متشابهة الشكل في كلمة واحدة</translation>
    </message>
    <message>
        <source>text hidden by the author</source>
        <translation>نص أخفاه صاحب العمل</translation>
    </message>
    <message>
        <source>a link leads to another address than it says</source>
        <translation>رابط يقود إلى عنوان غير الذي يذكره</translation>
    </message>
    <message>
        <source>Video, not played</source>
        <translation>فيديو، لا يُشغَّل</translation>
    </message>
    <message>
        <source>Sound, not played</source>
        <translation>صوت، لا يُشغَّل</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>أظهر المزيد</translation>
    </message>
    <message>
        <source>More rows of this table are not shown here.</source>
        <translation>في هذا الجدول صفوف أخرى لا تظهر هنا.</translation>
    </message>
    <message>
        <source>This part begins at line %1.</source>
        <translation>يبدأ هذا الجزء عند السطر %1.</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>إلى البداية</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::CardPictures</name>
    <message>
        <source>Docket neither fetches nor shows pictures of this case. Nothing has to be looked at to act on it.</source>
        <translation>لا يجلب Docket صور هذه القضية ولا يعرضها. لا حاجة إلى النظر إلى شيء لاتخاذ إجراء.</translation>
    </message>
    <message>
        <source>The policy lets only text be read in this case.</source>
        <translation>لا تسمح السياسة في هذه القضية إلا بقراءة النص.</translation>
    </message>
    <message>
        <source>Escalate it to child safety with decision D70; do not look for it elsewhere.</source>
        <translation>صعّدها إلى سلامة الأطفال بالقرار D70، ولا تبحث عنها في مكان آخر.</translation>
    </message>
    <message>
        <source>Escalate it with decision D50.</source>
        <translation>صعّدها بالقرار D50.</translation>
    </message>
    <message>
        <source>If %1 does not apply, answer it, and pictures can be revealed again.</source>
        <translation>إن كان %1 لا ينطبق فأجب عنه، وعندها يمكن كشف الصور من جديد.</translation>
    </message>
    <message>
        <source>Larger than %1</source>
        <translation>أكبر من %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>An SVG is a document that can hold scripts and other pages, not a picture. Docket opens PNG, JPEG, GIF and WebP.</source>
        <translation>ملف SVG مستند قد يحوي برامج وصفحات أخرى، وليس صورة. يفتح Docket الصيغ PNG وJPEG وGIF وWebP.</translation>
    </message>
    <message>
        <source>Not a PNG, JPEG, GIF or WebP, whatever its name says</source>
        <translation>ليس PNG ولا JPEG ولا GIF ولا WebP، مهما قال اسمه</translation>
    </message>
    <message>
        <source>Not available offline</source>
        <translation>غير متاح دون اتصال</translation>
    </message>
    <message>
        <source>Picture hidden</source>
        <translation>صورة مخفية</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>اكشف</translation>
    </message>
    <message>
        <source>Waiting for the checklist, which says whether it may be seen</source>
        <translation>في انتظار قائمة التحقق التي تقول هل يجوز النظر إليها</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>أوقف</translation>
    </message>
    <message>
        <source>It lies on %1. Asking for it tells that site that somebody looks.</source>
        <translation>توجد على %1. طلبها يخبر ذلك الموقع بأن أحدًا ينظر.</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>اطلبها من %1</translation>
    </message>
    <message>
        <source>Being fetched, %1</source>
        <translation>يجري جلبها، %1</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>يجري جلبها</translation>
    </message>
    <message>
        <source>Blurred and grey, with a lens</source>
        <translation>مموهة ورمادية، مع عدسة</translation>
    </message>
    <message>
        <source>Blurred, with a lens</source>
        <translation>مموهة، مع عدسة</translation>
    </message>
    <message>
        <source>Blurred and grey</source>
        <translation>مموهة ورمادية</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>مموهة</translation>
    </message>
    <message>
        <source>Show sharp</source>
        <translation>أظهرها حادة</translation>
    </message>
    <message>
        <source>Sharp, without colour</source>
        <translation>حادة، بلا ألوان</translation>
    </message>
    <message>
        <source>Show in colour</source>
        <translation>أظهرها بالألوان</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>ظاهرة</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>أخفِ</translation>
    </message>
    <message>
        <source>Picture not shown</source>
        <translation>صورة لم تُعرض</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>أعد المحاولة</translation>
    </message>
    <message>
        <source>Video, not played</source>
        <translation>فيديو، لا يُشغَّل</translation>
    </message>
    <message>
        <source>Sound, not played</source>
        <translation>صوت، لا يُشغَّل</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Closed by the policy (%1)</source>
        <translation>أغلقتها السياسة (%1)</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::CardPresenter</name>
    <message>
        <source>This card is too heavy to lay out</source>
        <translation>هذه البطاقة أثقل من أن تُعرض</translation>
    </message>
    <message>
        <source>It would have held up the window, so its process was ended. This is the text as written.</source>
        <translation>كانت ستعطّل النافذة فأُنهيت عمليتها. هذا هو النص كما كُتب.</translation>
    </message>
    <message>
        <source>The page of this card broke down</source>
        <translation>تعطّلت صفحة هذه البطاقة</translation>
    </message>
    <message>
        <source>This card is too long for the text view</source>
        <translation>هذه البطاقة أطول من أن تُعرض نصًّا</translation>
    </message>
    <message>
        <source>This is the text as written.</source>
        <translation>هذا هو النص كما كُتب.</translation>
    </message>
    <message>
        <source>It is not tried again by itself; this is the same card without the browser. (%1)</source>
        <translation>لا تُعاد المحاولة تلقائيًا؛ هذه هي البطاقة نفسها بلا متصفح. (%L1)</translation>
    </message>
    <message>
        <source>Cards are shown without the browser on this machine</source>
        <translation>تُعرض البطاقات بلا متصفح على هذا الجهاز</translation>
    </message>
    <message>
        <source>The browser's sandbox does not hold here: %1. Allow user namespaces for Docket to see pictures and the full layout.</source>
        <translation>صندوق حماية المتصفح لا يعمل هنا: %L1. اسمح بنطاقات أسماء المستخدمين لبرنامج Docket لترى الصور والتنسيق الكامل.</translation>
    </message>
    <message>
        <source>Cards are shown without the browser</source>
        <translation>تُعرض البطاقات بلا متصفح</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::CellDelegate</name>
    <message>
        <source>cut</source>
        <translation>مقطوع</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::ChangesTab</name>
    <message>
        <source>Older revision</source>
        <translation>الإصدار الأقدم</translation>
    </message>
    <message>
        <source>Newer revision</source>
        <translation>الإصدار الأحدث</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>جنبًا إلى جنب</translation>
    </message>
    <message>
        <source>to</source>
        <translation>إلى</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>التغييرات</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>لا اختلاف</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>تغيير واحد</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>التغييرات: %L1</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::ChangesText</name>
    <message>
        <source>removed: %1</source>
        <translation>حُذف: %L1</translation>
    </message>
    <message>
        <source>added: %1</source>
        <translation>أُضيف: %L1</translation>
    </message>
    <message>
        <source>changed: %1</source>
        <translation>تغيّر: %L1</translation>
    </message>
    <message>
        <source>renamed: %1</source>
        <translation>تغيّر الاسم: %L1</translation>
    </message>
    <message>
        <source>line %1, was: %2, is: %3</source>
        <translation>السطر %L1، كان: %L2، وصار: %L3</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>السطر %L1: %L2</translation>
    </message>
    <message>
        <source>Enter opens</source>
        <translation>يُفتح بالمفتاح Enter</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>البطاقة</translation>
    </message>
    <message>
        <source>−%1 +%2 lines</source>
        <translation>الأسطر: −%L1 +%L2</translation>
    </message>
    <message>
        <source>card</source>
        <translation>البطاقة</translation>
    </message>
    <message>
        <source>The same text.</source>
        <translation>النص نفسه.</translation>
    </message>
    <message>
        <source>Only the first %1 changed lines are laid out here; “docketctl changes” prints all.</source>
        <translation>لا يُعرض هنا إلا أول %L1 من الأسطر المتغيرة؛ والأمر «docketctl changes» يطبعها كلها.</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>البيانات الوصفية</translation>
    </message>
    <message>
        <source>One of the metadata blocks cannot be read as YAML; its lines are compared above.</source>
        <translation>إحدى كتلتي البيانات الوصفية لا تُقرأ بصيغة YAML؛ أسطرها مقارَنة أعلاه.</translation>
    </message>
    <message>
        <source>The same fields.</source>
        <translation>الحقول نفسها.</translation>
    </message>
    <message>
        <source>weighs: licence, origin, gating or audience</source>
        <translation>ذو وزن: الرخصة أو الأصل أو تقييد الوصول أو الجمهور</translation>
    </message>
    <message>
        <source>the same items in another order</source>
        <translation>العناصر نفسها بترتيب آخر</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
    <message>
        <source>file list</source>
        <translation>قائمة الملفات</translation>
    </message>
    <message>
        <source>The same files.</source>
        <translation>الملفات نفسها.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>الأعمدة</translation>
    </message>
    <message>
        <source>sample of rows</source>
        <translation>عيّنة الصفوف</translation>
    </message>
    <message>
        <source>The same columns.</source>
        <translation>الأعمدة نفسها.</translation>
    </message>
    <message>
        <source>the whole table</source>
        <translation>الجدول كله</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>الصفوف</translation>
    </message>
    <message>
        <source>The same rows in the sample.</source>
        <translation>الصفوف نفسها في العيّنة.</translation>
    </message>
    <message>
        <source>%1 more rows of this sample differ.</source>
        <translation>صفوف أخرى مختلفة في هذه العيّنة: %L1.</translation>
    </message>
    <message>
        <source>%1 unchanged lines</source>
        <translation>أسطر لم تتغير: %L1</translation>
    </message>
    <message>
        <source>Cannot be compared: the %1 of the older revision is not stored here.</source>
        <translation>لا يمكن المقارنة. ما ليس مخزنًا هنا من الإصدار الأقدم: %L1.</translation>
    </message>
    <message>
        <source>Cannot be compared: the %1 of the newer revision is not stored here.</source>
        <translation>لا يمكن المقارنة. ما ليس مخزنًا هنا من الإصدار الأحدث: %L1.</translation>
    </message>
    <message>
        <source>Cannot be compared: the %1 is stored for neither revision.</source>
        <translation>لا يمكن المقارنة. ما ليس مخزنًا لأي من الإصدارين: %L1.</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>كان اسمه %L1</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>من %L1 إلى %L2</translation>
    </message>
    <message>
        <source>row %1, was row %2</source>
        <translation>الصف %L1، وكان الصف %L2</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>الصف %L1</translation>
    </message>
    <message>
        <source>newest</source>
        <translation>الأحدث</translation>
    </message>
    <message>
        <source>No revision is stored yet</source>
        <translation>لا إصدار مخزن بعد</translation>
    </message>
    <message>
        <source>Sync to fetch the card and the files; later revisions are kept beside them.</source>
        <translation>زامِن لجلب البطاقة والملفات؛ وتُحفظ الإصدارات اللاحقة إلى جانبها.</translation>
    </message>
    <message>
        <source>There is only one revision here</source>
        <translation>لا يوجد هنا إلا إصدار واحد</translation>
    </message>
    <message>
        <source>Docket keeps each revision that a sync sees. When the author changes something, sync, and what changed stands here.</source>
        <translation>يحفظ Docket كل إصدار تراه المزامنة. حين يغيّر صاحب العمل شيئًا، زامِن فيظهر هنا ما تغيّر.</translation>
    </message>
    <message>
        <source>Cited as evidence. %1</source>
        <translation>مستشهَد به دليلًا. %L1</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::DataPresenter</name>
    <message>
        <source>The table is empty</source>
        <translation>الجدول فارغ</translation>
    </message>
    <message>
        <source>It has columns but no rows.</source>
        <translation>فيه أعمدة ولا صفوف.</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::DataTab</name>
    <message>
        <source>Table</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>الصفوف</translation>
    </message>
    <message>
        <source>Whole cell</source>
        <translation>الخلية كاملة</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>انسخ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>الصف %L1</translation>
    </message>
    <message>
        <source>the Hub cut this cell</source>
        <translation>قطعت المنصة هذه الخلية</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::EventCard</name>
    <message>
        <source>Comment by %1, %2</source>
        <translation>تعليق من %L1، %L2</translation>
    </message>
    <message>
        <source>report</source>
        <translation>بلاغ</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>معدَّل</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>تعليق</translation>
    </message>
    <message>
        <source>Cited as evidence. %1</source>
        <translation>مستشهَد به دليلًا. %L1</translation>
    </message>
    <message numerus="yes">
        <source>Edited %n times: show what it said</source>
        <translation>
            <numerusform>لم يُعدَّل: اعرض ما كان فيه</numerusform>
            <numerusform>عُدِّل مرة: اعرض ما كان فيه</numerusform>
            <numerusform>عُدِّل مرتين: اعرض ما كان فيه</numerusform>
            <numerusform>عُدِّل %Ln مرات: اعرض ما كان فيه</numerusform>
            <numerusform>عُدِّل %Ln مرة: اعرض ما كان فيه</numerusform>
            <numerusform>عُدِّل %Ln مرة: اعرض ما كان فيه</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edited %n times: hide what it said</source>
        <translation>
            <numerusform>لم يُعدَّل: أخفِ ما كان فيه</numerusform>
            <numerusform>عُدِّل مرة: أخفِ ما كان فيه</numerusform>
            <numerusform>عُدِّل مرتين: أخفِ ما كان فيه</numerusform>
            <numerusform>عُدِّل %Ln مرات: أخفِ ما كان فيه</numerusform>
            <numerusform>عُدِّل %Ln مرة: أخفِ ما كان فيه</numerusform>
            <numerusform>عُدِّل %Ln مرة: أخفِ ما كان فيه</numerusform>
        </translation>
    </message>
    <message>
        <source>Edited %1</source>
        <comment>a time</comment>
        <translation>عُدِّل %L1</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>ما الذي عُدِّل</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::Evidence</name>
    <message>
        <source>model</source>
        <translation>نموذج</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>مجموعة بيانات</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>تطبيق</translation>
    </message>
    <message>
        <source>not fetched yet</source>
        <translation>لم يُجلب بعد</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <comment>kind by author</comment>
        <translation>%L1 من %L2</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>التنزيلات: %L1</translation>
    </message>
    <message>
        <source>%1 likes</source>
        <translation>الإعجابات: %L1</translation>
    </message>
    <message>
        <source>pinned %1</source>
        <comment>time</comment>
        <translation>ثُبِّت %L1</translation>
    </message>
    <message>
        <source>1 report</source>
        <translation>بلاغ واحد</translation>
    </message>
    <message>
        <source>%1 reports</source>
        <translation>البلاغات: %L1</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <comment>reports</comment>
        <translation>%L1 منذ %L2</translation>
    </message>
    <message>
        <source>taken down by the Hub</source>
        <translation>أزالته المنصة</translation>
    </message>
    <message>
        <source>gated, by hand</source>
        <translation>مقيَّد يدويًا</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>مقيَّد</translation>
    </message>
    <message>
        <source>private</source>
        <translation>خاص</translation>
    </message>
    <message>
        <source>not for all audiences</source>
        <translation>ليس لكل الجماهير</translation>
    </message>
    <message>
        <source>renamed from %1</source>
        <translation>كان اسمه %L1</translation>
    </message>
    <message>
        <source>The Hub could not be reached</source>
        <translation>تعذر الوصول إلى المنصة</translation>
    </message>
    <message>
        <source>The Hub refused the token</source>
        <translation>رفضت المنصة رمز الدخول</translation>
    </message>
    <message>
        <source>This account may not see it</source>
        <translation>لا يحق لهذا الحساب رؤيته</translation>
    </message>
    <message>
        <source>Gated: access has not been granted</source>
        <translation>مقيَّد: لم يُمنح حق الوصول</translation>
    </message>
    <message>
        <source>Taken down by the Hub</source>
        <translation>أزالته المنصة</translation>
    </message>
    <message>
        <source>It is not on the Hub</source>
        <translation>ليس على المنصة</translation>
    </message>
    <message>
        <source>The Hub asked us to slow down</source>
        <translation>طلبت المنصة أن نتمهل</translation>
    </message>
    <message>
        <source>The Hub's answer cannot be read</source>
        <translation>لا يمكن قراءة جواب المنصة</translation>
    </message>
    <message>
        <source>The stored copy is damaged</source>
        <translation>النسخة المخزنة تالفة</translation>
    </message>
    <message>
        <source>It is larger than Docket accepts</source>
        <translation>أكبر مما يقبله Docket</translation>
    </message>
    <message>
        <source>It could not be read</source>
        <translation>تعذرت قراءته</translation>
    </message>
    <message>
        <source>Not fetched yet</source>
        <translation>لم يُجلب بعد</translation>
    </message>
    <message>
        <source>Sync to fetch the repository and its card.</source>
        <translation>زامِن لجلب المستودع وبطاقته.</translation>
    </message>
    <message>
        <source>The card was not fetched yet</source>
        <translation>لم تُجلب البطاقة بعد</translation>
    </message>
    <message>
        <source>Sync to fetch it.</source>
        <translation>زامِن لجلبها.</translation>
    </message>
    <message>
        <source>There is no card</source>
        <translation>لا توجد بطاقة</translation>
    </message>
    <message>
        <source>The repository has no README.md. Purpose, limits, licence and origin are not stated anywhere; the completeness checklist counts every section as absent.</source>
        <translation>ليس في المستودع ملف README.md. الغرض والحدود والرخصة والأصل غير مذكورة في أي مكان؛ وتعدّ قائمة الاكتمال كل قسم غائبًا.</translation>
    </message>
    <message>
        <source>No data to show</source>
        <translation>لا بيانات للعرض</translation>
    </message>
    <message>
        <source>Only datasets have rows. See Files for what is stored here.</source>
        <translation>لمجموعات البيانات وحدها صفوف. انظر الملفات لترى ما هو مخزن هنا.</translation>
    </message>
    <message>
        <source>No rows have been fetched</source>
        <translation>لم تُجلب أي صفوف</translation>
    </message>
    <message>
        <source>Sync to ask the Hub's dataset viewer.</source>
        <translation>زامِن لسؤال عارض البيانات على المنصة.</translation>
    </message>
    <message>
        <source>The rows are not ready yet</source>
        <translation>الصفوف ليست جاهزة بعد</translation>
    </message>
    <message>
        <source>The Hub is still preparing them. They come with a later sync.</source>
        <translation>المنصة ما زالت تُعدّها. تأتي مع مزامنة لاحقة.</translation>
    </message>
    <message>
        <source>The Hub shows no rows of this dataset</source>
        <translation>المنصة لا تعرض صفوف هذه المجموعة</translation>
    </message>
    <message>
        <source>It carries the tag “not for all audiences”; the viewer is off for such datasets.</source>
        <translation>عليها وسم «ليس لكل الجماهير»؛ والعارض متوقف لمثلها.</translation>
    </message>
    <message>
        <source>The dataset was taken down</source>
        <translation>أُزيلت مجموعة البيانات</translation>
    </message>
    <message>
        <source>The Hub serves neither rows nor files of it.</source>
        <translation>المنصة لا تقدم صفوفها ولا ملفاتها.</translation>
    </message>
    <message>
        <source>The owner switched the viewer off</source>
        <translation>أوقف المالك العارض</translation>
    </message>
    <message>
        <source>The card says “viewer: false”. The files can still be listed.</source>
        <translation>تقول البطاقة «viewer: false». ما زال يمكن سرد الملفات.</translation>
    </message>
    <message>
        <source>The dataset is private</source>
        <translation>مجموعة البيانات خاصة</translation>
    </message>
    <message>
        <source>The viewer serves no rows of it.</source>
        <translation>لا يقدم العارض صفوفها.</translation>
    </message>
    <message>
        <source>The Hub's viewer blocks this dataset</source>
        <translation>عارض المنصة يحجب هذه المجموعة</translation>
    </message>
    <message>
        <source>Its team has put it on a list.</source>
        <translation>وضعها فريقه في قائمة.</translation>
    </message>
    <message>
        <source>The dataset is made by a script</source>
        <translation>تُنشأ مجموعة البيانات بنص برمجي</translation>
    </message>
    <message>
        <source>The viewer does not run foreign code.</source>
        <translation>العارض لا يشغّل شيفرة غريبة.</translation>
    </message>
    <message>
        <source>Too many configurations</source>
        <translation>إعدادات كثيرة جدًا</translation>
    </message>
    <message>
        <source>The viewer refuses datasets with so many.</source>
        <translation>يرفض العارض المجموعات التي فيها هذا العدد.</translation>
    </message>
    <message>
        <source>It gives no further reason.</source>
        <translation>لا يذكر سببًا آخر.</translation>
    </message>
    <message>
        <source>No access to the rows</source>
        <translation>لا وصول إلى الصفوف</translation>
    </message>
    <message>
        <source>The dataset is private or gated for this account.</source>
        <translation>مجموعة البيانات خاصة أو مقيَّدة لهذا الحساب.</translation>
    </message>
    <message>
        <source>The viewer does not know this dataset</source>
        <translation>العارض لا يعرف هذه المجموعة</translation>
    </message>
    <message>
        <source>It may be new, renamed or gone.</source>
        <translation>قد تكون جديدة أو تغيّر اسمها أو اختفت.</translation>
    </message>
    <message>
        <source>The viewer failed on this dataset</source>
        <translation>فشل العارض مع هذه المجموعة</translation>
    </message>
    <message>
        <source>Often the files cannot be read as a table.</source>
        <translation>كثيرًا ما يكون السبب أن الملفات لا تُقرأ جدولًا.</translation>
    </message>
    <message>
        <source>The Hub says: “%1”</source>
        <translation>تقول المنصة: «%L1»</translation>
    </message>
    <message>
        <source>first %1 of %2 rows</source>
        <translation>أول %L1 من %L2 من الصفوف</translation>
    </message>
    <message>
        <source>first %1 rows</source>
        <translation>أول %L1 من الصفوف</translation>
    </message>
    <message>
        <source>all %1 rows</source>
        <translation>كل الصفوف، وعددها %L1</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>الأعمدة: %L1</translation>
    </message>
    <message>
        <source>the Hub read only part of the split</source>
        <translation>قرأت المنصة جزءًا من القسم فقط</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>ملف واحد</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>الملفات: %L1</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>أكثر من %L1</translation>
    </message>
    <message>
        <source>%1 of them in LFS (%2)</source>
        <translation>%L1 منها في LFS (%L2)</translation>
    </message>
    <message>
        <source>1 scan warning</source>
        <translation>تحذير فحص واحد</translation>
    </message>
    <message>
        <source>%1 scan warnings</source>
        <translation>تحذيرات الفحص: %L1</translation>
    </message>
    <message>
        <source>scan found nothing</source>
        <translation>لم يجد الفحص شيئًا</translation>
    </message>
    <message>
        <source>scan not finished</source>
        <translation>لم ينته الفحص</translation>
    </message>
    <message>
        <source>safe</source>
        <translation>آمن</translation>
    </message>
    <message>
        <source>suspicious</source>
        <translation>مشبوه</translation>
    </message>
    <message>
        <source>caution</source>
        <translation>احترس</translation>
    </message>
    <message>
        <source>unsafe</source>
        <translation>غير آمن</translation>
    </message>
    <message>
        <source>scan failed</source>
        <translation>فشل الفحص</translation>
    </message>
    <message>
        <source>being scanned</source>
        <translation>قيد الفحص</translation>
    </message>
    <message>
        <source>not scanned</source>
        <translation>لم يُفحص</translation>
    </message>
    <message>
        <source>closed this</source>
        <translation>أغلق هذا</translation>
    </message>
    <message>
        <source>opened this again</source>
        <translation>أعاد فتح هذا</translation>
    </message>
    <message>
        <source>merged this</source>
        <translation>دمج هذا</translation>
    </message>
    <message>
        <source>set the status to “%1”</source>
        <translation>جعل الحالة «%L1»</translation>
    </message>
    <message>
        <source>changed the title from “%1” to “%2”</source>
        <translation>غيّر العنوان من «%L1» إلى «%L2»</translation>
    </message>
    <message>
        <source>pushed %1 “%2”</source>
        <translation>دفع %L1 «%L2»</translation>
    </message>
    <message>
        <source>marked this as a report</source>
        <translation>وسم هذا بلاغًا</translation>
    </message>
    <message>
        <source>took the report mark away</source>
        <translation>رفع عنه وسم البلاغ</translation>
    </message>
    <message>
        <source>changed the pin</source>
        <translation>غيّر التثبيت</translation>
    </message>
    <message>
        <source>changed the lock</source>
        <translation>غيّر القفل</translation>
    </message>
    <message>
        <source>referred to this from elsewhere</source>
        <translation>أشار إلى هذا من مكان آخر</translation>
    </message>
    <message>
        <source>reviewed this</source>
        <translation>راجع هذا</translation>
    </message>
    <message>
        <source>did something Docket does not know: %1</source>
        <translation>فعل شيئًا لا يعرفه Docket: %L1</translation>
    </message>
    <message>
        <source>Hidden by a moderator</source>
        <translation>أخفاه مشرف</translation>
    </message>
    <message>
        <source>Hidden by %1</source>
        <translation>أخفاه %L1</translation>
    </message>
    <message>
        <source>deleted account</source>
        <translation>حساب محذوف</translation>
    </message>
    <message>
        <source>Hub staff</source>
        <translation>فريق المنصة</translation>
    </message>
    <message>
        <source>Hub moderator</source>
        <translation>مشرف المنصة</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>المالك</translation>
    </message>
    <message>
        <source>member</source>
        <translation>عضو</translation>
    </message>
    <message>
        <source>organisation</source>
        <translation>منظمة</translation>
    </message>
    <message>
        <source>pull request</source>
        <translation>طلب دمج</translation>
    </message>
    <message>
        <source>open</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>مغلق</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>مدموج</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>مسودة</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>من %L1</translation>
    </message>
    <message>
        <source>1 comment</source>
        <translation>تعليق واحد</translation>
    </message>
    <message>
        <source>%1 comments</source>
        <translation>التعليقات: %L1</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>مقفل</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>بلاغ</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::EvidenceHead</name>
    <message>
        <source>at</source>
        <comment>a revision</comment>
        <translation>عند</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::EvidencePane</name>
    <message>
        <source>Card</source>
        <translation>البطاقة</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>البيانات</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>النقاش</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>الأدلة</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>اكشف</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>أرفق</translation>
    </message>
    <message>
        <source>Blacked out. %1 shows the evidence again.</source>
        <translation>كل شيء معتّم. %L1 يعيد عرض الأدلة.</translation>
    </message>
    <message>
        <source>Leads to %1</source>
        <translation>يقود إلى %L1</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>تحذير واحد</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>التحذيرات: %L1</translation>
    </message>
    <message>
        <source>Select a passage of the card first.</source>
        <translation>حدد فقرة من البطاقة أولًا.</translation>
    </message>
    <message>
        <source>Choose a row, file or comment first.</source>
        <translation>اختر صفًا أو ملفًا أو تعليقًا أولًا.</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>أُرفق: %L1</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>التغييرات</translation>
    </message>
    <message>
        <source>This is the first change.</source>
        <translation>هذا أول تغيير.</translation>
    </message>
    <message>
        <source>This is the last change.</source>
        <translation>هذا آخر تغيير.</translation>
    </message>
    <message>
        <source>The lens goes over a blurred picture: reveal one first.</source>
        <translation>تُفتح العدسة فوق صورة مموهة: اكشف واحدة أولًا.</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::FileTreeModel</name>
    <message>
        <source>LFS</source>
        <translation>LFS</translation>
    </message>
    <message>
        <source>1 warning inside</source>
        <translation>تحذير واحد في الداخل</translation>
    </message>
    <message>
        <source>%1 warnings inside</source>
        <translation>التحذيرات في الداخل: %L1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>الحجم</translation>
    </message>
    <message>
        <source>Stored in</source>
        <translation>مخزن في</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>الفحص</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::FilesPresenter</name>
    <message>
        <source>No files are listed</source>
        <translation>لا ملفات مسرودة</translation>
    </message>
    <message>
        <source>Either the repository is empty or its file list was not fetched yet. Sync to be sure.</source>
        <translation>إما أن المستودع فارغ أو أن قائمة ملفاته لم تُجلب بعد. زامِن لتتأكد.</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::FilesTab</name>
    <message>
        <source>Warnings first</source>
        <translation>التحذيرات أولًا</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::FindBar</name>
    <message>
        <source>Find in this card</source>
        <translation>ابحث في هذه البطاقة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>غير موجود</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>موضع واحد</translation>
    </message>
    <message>
        <source>%1 places</source>
        <translation>المواضع: %1</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::LinkBar</name>
    <message>
        <source>Copy</source>
        <translation>انسخ</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>افتح في المتصفح</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>أغلق</translation>
    </message>
    <message>
        <source>“%1” leads out of Docket to</source>
        <translation>«%L1» يقود خارج Docket إلى</translation>
    </message>
    <message>
        <source>“%1” is a mail address</source>
        <translation>«%L1» عنوان بريد</translation>
    </message>
    <message>
        <source>“%1” is a place in the repository</source>
        <translation>«%L1» موضع في المستودع</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::Outline</name>
    <message>
        <source>Contents</source>
        <translation>المحتويات</translation>
    </message>
    <message>
        <source>No headings</source>
        <translation>لا عناوين</translation>
    </message>
    <message>
        <source>Contents of the card</source>
        <translation>محتويات البطاقة</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::OutlineModel</name>
    <message>
        <source>%1, level %2</source>
        <translation>%1، المستوى %2</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::Skeleton</name>
    <message>
        <source>Loading</source>
        <translation>جارٍ التحميل</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::SourceView</name>
    <message>
        <source> … %1 more characters</source>
        <translation> … %L1 حرفًا أخرى</translation>
    </message>
    <message>
        <source>… %1 more bytes</source>
        <translation> … %L1 بايت أخرى</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>المصدر</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::TableModel</name>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>Cited as evidence.</source>
        <translation>مستشهَد به دليلًا.</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::TextEngine</name>
    <message>
        <source>Card as text</source>
        <translation>البطاقة نصًّا</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::TextPage</name>
    <message>
        <source>Only the first %1 table rows are shown as text.</source>
        <translation>لا يُعرض نصًّا إلا أول %L1 من صفوف الجداول.</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::ThreadListModel</name>
    <message>
        <source>Report: </source>
        <translation>بلاغ: </translation>
    </message>
</context>
<context>
    <name>docket::ui::review::ThreadPresenter</name>
    <message>
        <source>Discussions are switched off</source>
        <translation>النقاشات متوقفة</translation>
    </message>
    <message>
        <source>The owner does not take comments or reports here.</source>
        <translation>لا يقبل المالك تعليقات أو بلاغات هنا.</translation>
    </message>
    <message>
        <source>No threads</source>
        <translation>لا نقاشات</translation>
    </message>
    <message>
        <source>Nobody has opened a discussion on this repository.</source>
        <translation>لم يفتح أحد نقاشًا حول هذا المستودع.</translation>
    </message>
</context>
<context>
    <name>docket::ui::review::ThreadTab</name>
    <message>
        <source>Threads</source>
        <translation>النقاشات</translation>
    </message>
    <message>
        <source>Show %1 earlier entries</source>
        <translation>اعرض %L1 من المدخلات الأقدم</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::FirstRun</name>
    <message>
        <source>This is no address. Write it as https://huggingface.co.</source>
        <translation>هذا ليس عنوانًا. اكتبه هكذا: https://huggingface.co.</translation>
    </message>
    <message>
        <source>Write the address alone, without a name, a password or a question mark.</source>
        <translation>اكتب العنوان وحده، بلا اسم أو كلمة مرور أو علامة استفهام.</translation>
    </message>
    <message>
        <source>Use https. Only a Hub on this machine may be asked over http.</source>
        <translation>استعمل https. لا يُسأل عبر http إلا منصة على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Say where the workspace shall be kept.</source>
        <translation>بيِّن أين تُحفظ مساحة العمل.</translation>
    </message>
    <message>
        <source>Your decisions carry a name. Write the one colleagues know.</source>
        <translation>تحمل قراراتك اسمًا. اكتب الاسم الذي يعرفه زملاؤك.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s). Four or five unrelated words are good.</source>
        <translation>
            <numerusform>استعمل حروفًا أكثر. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل حرفًا واحدًا على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل حرفين على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل %Ln حروف على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل %Ln حرفًا على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
            <numerusform>استعمل %Ln حرف على الأقل. أربع أو خمس كلمات لا رابط بينها جيدة.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two differ. Write the same passphrase again.</source>
        <translation>العبارتان مختلفتان. اكتب عبارة المرور نفسها مرة أخرى.</translation>
    </message>
    <message>
        <source>"%1" cannot be watched. Write model:acme/portrait, org:acme or listing:models?filter=nlp.</source>
        <translation>لا يمكن متابعة "%L1". اكتب model:acme/portrait أو org:acme أو listing:models?filter=nlp.</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::FirstRunPage</name>
    <message>
        <source>Make the workspace</source>
        <translation>أنشئ مساحة العمل</translation>
    </message>
    <message>
        <source>Set up Docket</source>
        <translation>إعداد Docket</translation>
    </message>
    <message>
        <source>A workspace is one folder: the reports you fetch, and the signed record of what you decide. Nothing is sent anywhere by setting it up.</source>
        <translation>مساحة العمل مجلد واحد: البلاغات التي تجلبها، والسجل الموقّع لما تقرره. لا يُرسل شيء إلى أي مكان عند إعدادها.</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>المنصة</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>Stands beside your decisions. It can be erased later without breaking the record.</source>
        <translation>يظهر بجانب قراراتك. يمكن محوه لاحقًا دون كسر السجل.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Seals the key that signs your decisions. Nobody can restore it for you.</source>
        <translation>تختم المفتاح الذي يوقّع قراراتك. لا يستطيع أحد استعادتها لك.</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>مرة أخرى</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>المتابَع</translation>
    </message>
    <message>
        <source>One a line: repositories, organisations or listings. It can be changed at any time.</source>
        <translation>واحد في كل سطر: مستودعات أو منظمات أو قوائم. يمكن تغييره في أي وقت.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>The access token was found (%1). It is used from there and kept nowhere else.</source>
        <translation>وُجد رمز الدخول (%L1). يُستعمل من هناك ولا يُحفظ في مكان آخر.</translation>
    </message>
    <message>
        <source>No access token was found in HF_TOKEN or in %1: public things can be read, comments cannot be sent.</source>
        <translation>لم يوجد رمز دخول في HF_TOKEN ولا في %L1: تُقرأ الأشياء العامة، ولا يمكن إرسال تعليقات.</translation>
    </message>
    <message>
        <source>Making it…</source>
        <translation>جارٍ الإنشاء…</translation>
    </message>
    <message>
        <source>Join a colleague’s workspace…</source>
        <translation>انضم إلى مساحة عمل زميل…</translation>
    </message>
    <message>
        <source>Somebody sent you an invitation</source>
        <translation>أرسل إليك أحدهم دعوة</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::Join</name>
    <message>
        <source>This is no invitation. Ask for the line again, and copy all of it.</source>
        <translation>ليست هذه دعوة. اطلب السطر من جديد وانسخه كله.</translation>
    </message>
    <message>
        <source>Say where the workspace shall be kept.</source>
        <translation>بيِّن أين تُحفظ مساحة العمل.</translation>
    </message>
    <message>
        <source>Choose the file that came back.</source>
        <translation>اختر الملف الذي جاءك ردًّا.</translation>
    </message>
    <message>
        <source>Type the passphrase that you chose for the request.</source>
        <translation>اكتب عبارة المرور التي اخترتها للطلب.</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::JoinPage</name>
    <message>
        <source>Join a colleague’s workspace</source>
        <translation>انضم إلى مساحة عمل زميل</translation>
    </message>
    <message>
        <source>This makes a key for this laptop and a request to send to whoever invited you. With what they send back the workspace is made. Nothing is sent anywhere by itself.</source>
        <translation>يُنشأ هنا مفتاح لهذا الحاسوب وطلب ترسله إلى من دعاك. وبما يرسله إليك تُنشأ مساحة العمل. لا يُرسل شيء إلى أي مكان تلقائيًا.</translation>
    </message>
    <message>
        <source>Make the request</source>
        <translation>أنشئ الطلب</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>الدعوة</translation>
    </message>
    <message>
        <source>The line that your colleague finds under People and devices, Invite. It is no secret.</source>
        <translation>السطر الذي يجده زميلك في «الأشخاص والأجهزة»، «ادعُ». ليس سرًّا.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>Stands beside your decisions. It can be erased later without breaking the record.</source>
        <translation>يظهر بجانب قراراتك. يمكن محوه لاحقًا دون كسر السجل.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Seals the key that signs your decisions. Nobody can restore it for you.</source>
        <translation>تختم المفتاح الذي يوقّع قراراتك. لا يستطيع أحد استعادتها لك.</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>مرة أخرى</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>Making it…</source>
        <translation>جارٍ الإنشاء…</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::JoinWaitPage</name>
    <message>
        <source>Waiting to be let in</source>
        <translation>بانتظار القبول</translation>
    </message>
    <message>
        <source>Send the request to whoever invited you, in any way. Then let them call you and read out the words: only that tells them that the request is yours.</source>
        <translation>أرسل الطلب إلى من دعاك بأي طريقة. ثم دعه يتصل بك واقرأ له الكلمات: بهذا وحده يعلم أن الطلب طلبك.</translation>
    </message>
    <message>
        <source>Make the workspace</source>
        <translation>أنشئ مساحة العمل</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>The words to read out</source>
        <translation>الكلمات التي تقرؤها</translation>
    </message>
    <message>
        <source>The same in digits</source>
        <translation>مثلها بالأرقام</translation>
    </message>
    <message>
        <source>The request itself is not in this folder: send the file that was written when it was made.</source>
        <translation>الطلب نفسه ليس في هذا المجلد: أرسل الملف الذي كُتب عند إنشائه.</translation>
    </message>
    <message>
        <source>Save the request…</source>
        <translation>احفظ الطلب…</translation>
    </message>
    <message>
        <source>Copy it as text</source>
        <translation>انسخه نصًّا</translation>
    </message>
    <message>
        <source>The request is on the clipboard. Send it as it is; it is no secret.</source>
        <translation>الطلب في الحافظة. أرسله كما هو؛ ليس سرًّا.</translation>
    </message>
    <message>
        <source>The request as a QR code</source>
        <translation>رمز QR للطلب</translation>
    </message>
    <message>
        <source>The request, to be photographed by a telephone and sent from there</source>
        <translation>الطلب، ليُصوَّر بهاتف ويُرسل منه</translation>
    </message>
    <message>
        <source>When the answer is here</source>
        <translation>حين يصل الرد</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>الرد</translation>
    </message>
    <message>
        <source>A file that ends in .docket. Only this laptop can open it.</source>
        <translation>ملف ينتهي بـ ‎.docket. لا يفتحه إلا هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>The one you chose for the request.</source>
        <translation>التي اخترتها للطلب.</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>المنصة</translation>
    </message>
    <message>
        <source>The one that your colleagues work on.</source>
        <translation>التي يعمل عليها زملاؤك.</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>اختر الملف…</translation>
    </message>
    <message>
        <source>Goes back to the first page; the request goes on waiting in its folder</source>
        <translation>يعود إلى الصفحة الأولى؛ ويبقى الطلب منتظرًا في مجلده</translation>
    </message>
    <message>
        <source>Where the request goes</source>
        <translation>أين يُحفظ الطلب</translation>
    </message>
    <message>
        <source>Join requests (*.docket-join)</source>
        <translation>طلبات انضمام (*.docket-join)</translation>
    </message>
    <message>
        <source>The request is in %1. Send it as it is; it is no secret.</source>
        <translation>الطلب في %L1. أرسله كما هو؛ ليس سرًّا.</translation>
    </message>
    <message>
        <source>choose another folder</source>
        <translation>اختر مجلدًا آخر</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>الرد</translation>
    </message>
    <message>
        <source>Docket bundles (*.docket);;All files (*)</source>
        <translation>حزم Docket (*.docket);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Making it…</source>
        <translation>جارٍ الإنشاء…</translation>
    </message>
    <message>
        <source>Opening the answer. This takes a moment on purpose.</source>
        <translation>جارٍ فتح الرد. هذا بطيء عن قصد.</translation>
    </message>
    <message>
        <source>Verifying %1 of %2 entries</source>
        <translation>جارٍ التحقق من %L1 من %L2 من المدخلات</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::PeopleForms</name>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
    <message>
        <source>Invite somebody</source>
        <translation>ادعُ شخصًا</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>الدعوة</translation>
    </message>
    <message>
        <source>Copy the line</source>
        <translation>انسخ السطر</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>%1 wants to join</source>
        <translation>يريد %L1 الانضمام</translation>
    </message>
    <message>
        <source>Call them and let them read out the words. Only if they are the same, the file is theirs.</source>
        <translation>اتصل به ودعه يقرأ الكلمات. لا يكون الملف ملفه إلا إذا تطابقت.</translation>
    </message>
    <message>
        <source>Words to compare</source>
        <translation>كلمات للمقارنة</translation>
    </message>
    <message>
        <source>The same in digits</source>
        <translation>مثلها بالأرقام</translation>
    </message>
    <message>
        <source>Whose device it is</source>
        <translation>لمن الجهاز</translation>
    </message>
    <message>
        <source>A new person</source>
        <translation>شخص جديد</translation>
    </message>
    <message>
        <source>What they may do</source>
        <translation>ما يحق له فعله</translation>
    </message>
    <message>
        <source>The words are the same: enrol</source>
        <translation>الكلمات متطابقة: اقبل الانضمام</translation>
    </message>
    <message>
        <source>Revoke %1</source>
        <translation>أبطل %L1</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>أبطل</translation>
    </message>
    <message>
        <source>Replace the key of this laptop</source>
        <translation>استبدل مفتاح هذا الحاسوب</translation>
    </message>
    <message>
        <source>The old key ends its log and is destroyed; a fresh one goes on with your name and your roles. Whoever has a copy of the old key can sign nothing more with it.</source>
        <translation>يُنهي المفتاح القديم سجله ويُتلف؛ ويواصل مفتاح جديد باسمك وأدوارك. من لديه نسخة من المفتاح القديم لا يستطيع أن يوقّع بها شيئًا بعد ذلك.</translation>
    </message>
    <message>
        <source>Your passphrase, which stays the same</source>
        <translation>عبارة مرورك، وتبقى كما هي</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>استبدله</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>غيّر عبارة المرور</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>عبارة المرور الجديدة</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>مرة أخرى</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>غيّرها</translation>
    </message>
    <message>
        <source>Keep the root key apart</source>
        <translation>احفظ المفتاح الجذر على حدة</translation>
    </message>
    <message>
        <source>Who holds root can enrol and revoke everybody. Kept on a stick under a passphrase of its own, it is out of reach of whoever takes this laptop. From then on, enrolling, revoking and roles ask for the stick. Daily work does not.</source>
        <translation>من يحمل الجذر يستطيع ضمّ أي أحد وإبطاله. إذا حُفظ على ذاكرة محمولة بعبارة مرور خاصة به فلن يصل إليه من يأخذ هذا الحاسوب. ومنذ ذلك يُطلب وصل الذاكرة للضمّ والإبطال والأدوار، ولا تُطلب للعمل اليومي.</translation>
    </message>
    <message>
        <source>Where the key goes</source>
        <translation>أين يُحفظ المفتاح</translation>
    </message>
    <message>
        <source>Choose a place…</source>
        <translation>اختر موضعًا…</translation>
    </message>
    <message>
        <source>Where the root key goes</source>
        <translation>أين يُحفظ المفتاح الجذر</translation>
    </message>
    <message>
        <source>Docket keys (*.key)</source>
        <translation>مفاتيح Docket (*.key)</translation>
    </message>
    <message>
        <source>Passphrase for it</source>
        <translation>عبارة مروره</translation>
    </message>
    <message>
        <source>Make it and take root from this laptop</source>
        <translation>أنشئه وانزع الجذر عن هذا الحاسوب</translation>
    </message>
    <message>
        <source>Write this down</source>
        <translation>دوِّن هذا</translation>
    </message>
    <message>
        <source>Sticks die. On paper, locked away, these letters bring the root key back; whoever reads them has it. They are shown this once.</source>
        <translation>الذواكر المحمولة تتلف. هذه الحروف، على ورق محفوظ تحت قفل، تعيد المفتاح الجذر؛ ومن يقرؤها يملكه. تُعرض هذه المرة فقط.</translation>
    </message>
    <message>
        <source>The root key on paper</source>
        <translation>المفتاح الجذر على ورق</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>دوّنته</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>غيّر الاسم</translation>
    </message>
    <message>
        <source>How colleagues call them</source>
        <translation>بماذا يناديه الزملاء</translation>
    </message>
    <message>
        <source>Tell the newcomer this line. It is no secret. They start Docket, choose to join a colleague’s workspace, and send you the request that comes of it; you add it here, as a file or from the clipboard.</source>
        <translation>أعطِ القادم الجديد هذا السطر. ليس سرًّا. يشغّل Docket ويختار الانضمام إلى مساحة عمل زميل، ثم يرسل إليك الطلب الناتج؛ فتضيفه هنا من ملف أو من الحافظة.</translation>
    </message>
    <message>
        <source>End the log of this laptop</source>
        <translation>أنهِ سجل هذا الحاسوب</translation>
    </message>
    <message>
        <source>For a laptop that is given away or retired. It signs one last entry, which says that nothing follows. After that nothing can be decided, noted or sent with this workspace, for good. It can still be read, checked and handed over, and what was signed goes on counting.</source>
        <translation>لحاسوب يُعطى لغيرك أو يُستغنى عنه. يوقّع مدخلة أخيرة تقول إن لا شيء بعدها. ومنذ ذلك لا يمكن بمساحة العمل هذه اتخاذ قرار ولا تدوين ملاحظة ولا إرسال شيء، نهائيًّا. وتبقى قراءتها والتحقق منها وتسليمها ممكنة، ويظل ما وُقِّع محسوبًا.</translation>
    </message>
    <message>
        <source>What is about to leave does not leave any more. This cannot be undone.</source>
        <translation>ما هو على وشك الخروج لن يخرج. لا يمكن التراجع عن هذا.</translation>
    </message>
    <message>
        <source>Why, if you like; everybody can read it</source>
        <translation>السبب، إن شئت؛ يستطيع الجميع قراءته</translation>
    </message>
    <message>
        <source>To confirm, type the name of this laptop’s key: %1</source>
        <translation>للتأكيد اكتب اسم مفتاح هذا الحاسوب: %L1</translation>
    </message>
    <message>
        <source>End it for good</source>
        <translation>أنهِه نهائيًّا</translation>
    </message>
    <message>
        <source>Go on with a fresh key</source>
        <translation>واصل بمفتاح جديد</translation>
    </message>
    <message>
        <source>File of the root key</source>
        <translation>ملف المفتاح الجذر</translation>
    </message>
    <message>
        <source>Passphrase of the root key</source>
        <translation>عبارة مرور المفتاح الجذر</translation>
    </message>
    <message>
        <source>To confirm, type the name of the old key: %1</source>
        <translation>للتأكيد اكتب اسم المفتاح القديم: %L1</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::PeoplePage</name>
    <message>
        <source>Somebody whose name was erased</source>
        <translation>شخص مُحي اسمه</translation>
    </message>
    <message>
        <source>People and devices</source>
        <translation>الأشخاص والأجهزة</translation>
    </message>
    <message>
        <source>Every device signs with a key of its own. What a person may do is written in the log, from which entry on and up to which; nobody can change it unseen.</source>
        <translation>يوقّع كل جهاز بمفتاح خاص به. ما يحق للشخص فعله مكتوب في السجل، من أي مدخلة وإلى أيها؛ ولا يستطيع أحد تغييره خفيةً.</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>ادعُ…</translation>
    </message>
    <message>
        <source>Add from a join request…</source>
        <translation>أضف من طلب انضمام…</translation>
    </message>
    <message>
        <source>Back to work</source>
        <translation>عُد إلى العمل</translation>
    </message>
    <message>
        <source>Working. Opening a root key takes some seconds on purpose.</source>
        <translation>جارٍ العمل. فتح المفتاح الجذر يستغرق ثوانيَ عن قصد.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%L1 من %L2</translation>
    </message>
    <message>
        <source>%1 wants to revoke %2: “%3”.</source>
        <translation>يريد %L1 إبطال %L2: «%L3».</translation>
    </message>
    <message>
        <source>%1 wants to take root from %2.</source>
        <translation>يريد %L1 نزع الجذر عن %L2.</translation>
    </message>
    <message>
        <source>It waits for a lead of another person.</source>
        <translation>ينتظر مسؤولًا هو شخص آخر.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>وافق</translation>
    </message>
    <message>
        <source>%1, you</source>
        <translation>%L1، أنت</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>أبطل…</translation>
    </message>
    <message>
        <source>Revoke %1…</source>
        <translation>أبطل %L1…</translation>
    </message>
    <message>
        <source>The key of this laptop</source>
        <translation>مفتاح هذا الحاسوب</translation>
    </message>
    <message>
        <source>Sealed with your passphrase.</source>
        <translation>مختوم بعبارة مرورك.</translation>
    </message>
    <message>
        <source>Sealed by the desktop's keychain.</source>
        <translation>مختوم بسلسلة مفاتيح سطح المكتب.</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>غيّر عبارة المرور…</translation>
    </message>
    <message>
        <source>Use a passphrase…</source>
        <translation>استعمل عبارة مرور…</translation>
    </message>
    <message>
        <source>Replace the key…</source>
        <translation>استبدل المفتاح…</translation>
    </message>
    <message>
        <source>Keep the root key apart…</source>
        <translation>احفظ المفتاح الجذر على حدة…</translation>
    </message>
    <message>
        <source>This laptop holds root: whoever can unlock it can enrol and revoke everybody.</source>
        <translation>هذا الحاسوب يحمل الجذر: من يستطيع فتح قفله يستطيع ضمّ أي أحد وإبطاله.</translation>
    </message>
    <message>
        <source>The root key is at hand until you leave this page.</source>
        <translation>المفتاح الجذر حاضر إلى أن تغادر هذه الصفحة.</translation>
    </message>
    <message>
        <source>Root is not on this laptop. To enrol, revoke or change roles, name the file of the root key.</source>
        <translation>الجذر ليس على هذا الحاسوب. للضمّ أو الإبطال أو تغيير الأدوار، اذكر ملف المفتاح الجذر.</translation>
    </message>
    <message>
        <source>File of the root key</source>
        <translation>ملف المفتاح الجذر</translation>
    </message>
    <message>
        <source>Passphrase of the root key</source>
        <translation>عبارة مرور المفتاح الجذر</translation>
    </message>
    <message>
        <source>Its passphrase</source>
        <translation>عبارة مروره</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>استعمله</translation>
    </message>
    <message>
        <source>A join request</source>
        <translation>طلب انضمام</translation>
    </message>
    <message>
        <source>Join requests (*.docket-join);;All files (*)</source>
        <translation>طلبات انضمام (*.docket-join);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>غيّر الاسم…</translation>
    </message>
    <message>
        <source>Rename %1…</source>
        <translation>غيّر اسم %L1…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>من الحافظة</translation>
    </message>
    <message>
        <source>A join request that was sent as text</source>
        <translation>طلب انضمام أُرسل نصًّا</translation>
    </message>
    <message>
        <source>Its log has ended: it signs nothing any more.</source>
        <translation>انتهى سجله: لم يعد يوقّع شيئًا.</translation>
    </message>
    <message>
        <source>Go on with a fresh key…</source>
        <translation>واصل بمفتاح جديد…</translation>
    </message>
    <message>
        <source>End the log of this laptop…</source>
        <translation>أنهِ سجل هذا الحاسوب…</translation>
    </message>
    <message>
        <source>Lock when nobody is here for</source>
        <translation>اقفل إذا لم يكن أحد هنا مدة</translation>
    </message>
    <message>
        <source>Minutes without a key or a click until Docket locks</source>
        <translation>الدقائق بلا مفتاح أو نقرة حتى يُقفل Docket</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> د</translation>
    </message>
    <message>
        <source>never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>0: never. What counts down to leave is waited for.</source>
        <translation>٠: أبدًا. ما بدأ العد التنازلي لخروجه يُنتظر.</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::PeoplePresenter</name>
    <message>
        <source>Recorded. It takes effect when a lead of another person approves it.</source>
        <translation>سُجِّل. يسري حين يوافق عليه مسؤول هو شخص آخر.</translation>
    </message>
    <message>
        <source>Enrolled. Export a bundle for the new device now: with it, it becomes part of this workspace.</source>
        <translation>تم الضمّ. صدِّر الآن حزمة للجهاز الجديد: بها يصبح جزءًا من مساحة العمل هذه.</translation>
    </message>
    <message>
        <source>The role %1 holds from the next entry on.</source>
        <translation>يسري دور %L1 من المدخلة التالية.</translation>
    </message>
    <message>
        <source>The role %1 is taken away. What was done with it before stays.</source>
        <translation>نُزع دور %L1. ما فُعل به من قبل يبقى.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>فارغ</translation>
    </message>
    <message>
        <source>say why; colleagues will ask</source>
        <translation>بيِّن السبب؛ سيسأل الزملاء</translation>
    </message>
    <message>
        <source>Revoked. Export a bundle, so that colleagues learn it.</source>
        <translation>تم الإبطال. صدِّر حزمة ليعلم الزملاء به.</translation>
    </message>
    <message>
        <source>Approved: the revocation is in force.</source>
        <translation>تمت الموافقة: الإبطال نافذ.</translation>
    </message>
    <message>
        <source>A fresh key took over with the same roles; the old one was destroyed.</source>
        <translation>حلّ مفتاح جديد بالأدوار نفسها؛ وأُتلف القديم.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>is too short</source>
        <translation>قصيرة جدًا</translation>
    </message>
    <message>
        <source>take %1 characters or more</source>
        <translation>استعمل %L1 حرفًا أو أكثر</translation>
    </message>
    <message>
        <source>the two differ</source>
        <translation>العبارتان مختلفتان</translation>
    </message>
    <message>
        <source>type both again</source>
        <translation>اكتبهما من جديد</translation>
    </message>
    <message>
        <source>The passphrase is changed. Where somebody may have the old one and a copy of the key, rotate the key, too.</source>
        <translation>تغيّرت عبارة المرور. إن كان أحد قد يملك القديمة ونسخة من المفتاح، فاستبدل المفتاح أيضًا.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>الملف</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>غير مذكور</translation>
    </message>
    <message>
        <source>choose a place on a stick that you can lock away</source>
        <translation>اختر موضعًا على ذاكرة محمولة يمكنك حفظها تحت قفل</translation>
    </message>
    <message>
        <source>The root key is kept apart now; this laptop holds it no more.</source>
        <translation>المفتاح الجذر محفوظ الآن على حدة؛ لم يعد هذا الحاسوب يحمله.</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>مراجع</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>مسؤول</translation>
    </message>
    <message>
        <source>Ethics</source>
        <translation>أخلاقيات</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>خصوصية</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>مدقق</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>جذر</translation>
    </message>
    <message>
        <source>Decides, notes and labels cases.</source>
        <translation>يقرر في القضايا ويدوّن الملاحظات ويضع العلامات.</translation>
    </message>
    <message>
        <source>Resolves conflicts, reopens cases, adopts policies and approves what takes root away.</source>
        <translation>يحسم التعارضات ويعيد فتح القضايا ويعتمد السياسات ويوافق على ما ينزع الجذر.</translation>
    </message>
    <message>
        <source>Decides and resolves what the policy reserves for ethics.</source>
        <translation>يقرر ويحسم ما تخص به السياسة الأخلاقيات.</translation>
    </message>
    <message>
        <source>Approves the erasure of what somebody else asked to erase.</source>
        <translation>يوافق على محو ما طلب غيره محوه.</translation>
    </message>
    <message>
        <source>Reads, verifies and exports.</source>
        <translation>يقرأ ويتحقق ويصدّر.</translation>
    </message>
    <message>
        <source>Enrols and revokes devices, grants roles.</source>
        <translation>يضمّ الأجهزة ويبطلها، ويمنح الأدوار.</translation>
    </message>
    <message>
        <source>this laptop</source>
        <translation>هذا الحاسوب</translation>
    </message>
    <message>
        <source>root key, kept apart</source>
        <translation>مفتاح جذر، محفوظ على حدة</translation>
    </message>
    <message>
        <source>active</source>
        <translation>نشط</translation>
    </message>
    <message>
        <source>revoked after entry %1</source>
        <translation>أُبطل بعد المدخلة %L1</translation>
    </message>
    <message>
        <source>replaced by a newer key</source>
        <translation>حلّ محله مفتاح أحدث</translation>
    </message>
    <message>
        <source>ended by its owner</source>
        <translation>أنهاه صاحبه</translation>
    </message>
    <message>
        <source>signed two histories</source>
        <translation>وقّع فرعين</translation>
    </message>
    <message>
        <source>nothing of it has arrived yet</source>
        <translation>لم يصل منه شيء بعد</translation>
    </message>
    <message>
        <source>%1, witnessed up to %2</source>
        <translation>%L1، مشهود حتى %L2</translation>
    </message>
    <message>
        <source>%1, seen by nobody else yet</source>
        <translation>%L1، لم يره أحد آخر بعد</translation>
    </message>
    <message>
        <source>What this device of %1 signed up to entry %2, the last one held here, goes on counting. Whatever it signed or signs after that is kept and shown, and decides nothing.</source>
        <translation>ما وقّعه هذا الجهاز من أجهزة %L1 حتى المدخلة %L2، آخر ما هو محفوظ هنا، يظل محسوبًا. وما وقّعه أو يوقّعه بعدها يُحفظ ويُعرض ولا يحسم شيئًا.</translation>
    </message>
    <message>
        <source>Nothing that this device of %1 signs will count. Should entries of it arrive, they are kept and shown.</source>
        <translation>لن يُحسب شيء مما يوقّعه هذا الجهاز من أجهزة %L1. وإن وصلت منه مدخلات فستُحفظ وتُعرض.</translation>
    </message>
    <message>
        <source>It holds root, so a lead of another person has to approve.</source>
        <translation>يحمل الجذر، فيجب أن يوافق مسؤول هو شخص آخر.</translation>
    </message>
    <message>
        <source>The name is changed.</source>
        <translation>تغيّر الاسم.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s)</source>
        <translation>
            <numerusform>بلا مدخلات</numerusform>
            <numerusform>مدخلة واحدة</numerusform>
            <numerusform>مدخلتان</numerusform>
            <numerusform>%Ln مدخلات</numerusform>
            <numerusform>%Ln مدخلة</numerusform>
            <numerusform>%Ln مدخلة</numerusform>
        </translation>
    </message>
    <message>
        <source>Confirmation</source>
        <translation>التأكيد</translation>
    </message>
    <message>
        <source>is not the name of this laptop’s key</source>
        <translation>ليس اسم مفتاح هذا الحاسوب</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>اكتب %L1</translation>
    </message>
    <message>
        <source>This laptop’s log has ended; it signs nothing more. Export a bundle, so that colleagues have all of it.</source>
        <translation>انتهى سجل هذا الحاسوب؛ لم يعد يوقّع شيئًا. صدِّر حزمة ليكون كله عند الزملاء.</translation>
    </message>
    <message>
        <source>Root key</source>
        <translation>المفتاح الجذر</translation>
    </message>
    <message>
        <source>name its file; only root enrols a fresh key</source>
        <translation>اذكر ملفه؛ لا يضمّ مفتاحًا جديدًا إلا الجذر</translation>
    </message>
    <message>
        <source>A fresh key goes on with your name and your roles. Export a bundle, so that colleagues learn it.</source>
        <translation>يواصل مفتاح جديد باسمك وأدوارك. صدِّر حزمة ليعلم الزملاء به.</translation>
    </message>
    <message>
        <source>The key of this laptop signed two histories: its folder was copied, and both copies were worked with. Colleagues keep and show both, and trust neither more.</source>
        <translation>وقّع مفتاح هذا الحاسوب فرعين: نُسخ مجلده وجرى العمل بالنسختين كلتيهما. يحفظ الزملاء الفرعين ويعرضونهما، ولا يثقون بأحدهما أكثر من الآخر.</translation>
    </message>
    <message>
        <source>The log on this laptop lacks entries that were signed here before: a backup was restored, or an old copy of the folder. So that no second history begins, nothing is written.</source>
        <translation>تنقص السجلَ على هذا الحاسوب مدخلات وُقِّعت هنا من قبل: استُعيدت نسخة احتياطية أو نسخة قديمة من المجلد. ولكيلا يبدأ تفرّع لا يُكتب شيء.</translation>
    </message>
    <message>
        <source>First take in a colleague’s bundle, if there is one: it may bring the missing end back, and then nothing of this is needed.</source>
        <translation>استلم أولًا حزمة زميل إن وُجدت: فقد تعيد الجزء الأخير الناقص، وعندئذ لا يلزم شيء من هذا.</translation>
    </message>
    <message>
        <source>A fresh key with your name and your roles goes on from what is held here. What the old key signed up to the last known entry goes on counting, wherever it turns up; anything later does not.</source>
        <translation>يواصل مفتاح جديد باسمك وأدوارك مما هو محفوظ هنا. ما وقّعه المفتاح القديم حتى آخر مدخلة معروفة يظل محسوبًا أينما ظهر؛ وما بعدها لا يُحسب.</translation>
    </message>
    <message>
        <source>Only root enrols a fresh key. Where nobody at hand has the root key, join anew in an empty folder.</source>
        <translation>لا يضمّ مفتاحًا جديدًا إلا الجذر. إن لم يكن المفتاح الجذر عند أحد قريب منك فانضم من جديد في مجلد فارغ.</translation>
    </message>
    <message>
        <source>The old key, which holds root, signs this as its last act. Should the lost entries turn up, both histories are kept and shown.</source>
        <translation>يحمل المفتاح القديم الجذر، وهذا آخر ما يوقّعه. وإن ظهرت المدخلات المفقودة فسيُحفظ الفرعان ويُعرضان.</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::UnlockPage</name>
    <message>
        <source>Unlock</source>
        <translation>افتح القفل</translation>
    </message>
    <message>
        <source>It unseals the key that signs your decisions.</source>
        <translation>تفك ختم المفتاح الذي يوقّع قراراتك.</translation>
    </message>
    <message>
        <source>Unlock the workspace</source>
        <translation>افتح قفل مساحة العمل</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>للقراءة فقط</translation>
    </message>
    <message>
        <source>Unsealing. This takes a moment on purpose.</source>
        <translation>جارٍ فك الختم. هذا بطيء عن قصد.</translation>
    </message>
    <message>
        <source>This is not the passphrase. Try again.</source>
        <translation>ليست هذه عبارة المرور. حاول مرة أخرى.</translation>
    </message>
</context>
<context>
    <name>docket::ui::settings::WatchPage</name>
    <message>
        <source>What to watch</source>
        <translation>ما الذي يُتابَع</translation>
    </message>
    <message>
        <source>One a line. A repository is model:acme/portrait, dataset:acme/faces or space:acme/demo; an organisation org:acme; a listing listing:models?filter=nlp. What is no longer named stays readable and is not fetched again.</source>
        <translation>واحد في كل سطر. المستودع هو model:acme/portrait أو dataset:acme/faces أو space:acme/demo؛ والمنظمة org:acme؛ والقائمة listing:models?filter=nlp. ما لم يعد مذكورًا يبقى مقروءًا ولا يُجلب مجددًا.</translation>
    </message>
    <message>
        <source>Watched, one a line</source>
        <translation>المتابَع، واحد في كل سطر</translation>
    </message>
    <message>
        <source>Save and sync</source>
        <translation>احفظ وزامِن</translation>
    </message>
    <message>
        <source>Leave as it was</source>
        <translation>اتركه كما كان</translation>
    </message>
    <message>
        <source>"%1" cannot be watched: %2</source>
        <translation>لا يمكن متابعة "%L1": %L2</translation>
    </message>
</context>
<context>
    <name>docket::ui::shell::Actions</name>
    <message>
        <source>Next case</source>
        <translation>القضية التالية</translation>
    </message>
    <message>
        <source>down forward</source>
        <translation>أسفل أمام</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>القضية السابقة</translation>
    </message>
    <message>
        <source>up back</source>
        <translation>أعلى خلف</translation>
    </message>
    <message>
        <source>Search the queue</source>
        <translation>ابحث في القائمة</translation>
    </message>
    <message>
        <source>filter find</source>
        <translation>تصفية بحث</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>امسح التصفية</translation>
    </message>
    <message>
        <source>reset everything open</source>
        <translation>إعادة كل مفتوح</translation>
    </message>
    <message>
        <source>Show what changed</source>
        <translation>اعرض ما تغيّر</translation>
    </message>
    <message>
        <source>reload refresh queue</source>
        <translation>إعادة تحميل تحديث قائمة</translation>
    </message>
    <message>
        <source>Go on to the next case after a decision</source>
        <translation>انتقل إلى القضية التالية بعد القرار</translation>
    </message>
    <message>
        <source>auto-advance</source>
        <translation>تقدم تلقائي</translation>
    </message>
    <message>
        <source>Show queue: %1</source>
        <translation>اعرض القائمة: %L1</translation>
    </message>
    <message>
        <source>Claim or give back</source>
        <translation>احجز أو أعد</translation>
    </message>
    <message>
        <source>take hold release</source>
        <translation>أخذ حجز تحرير</translation>
    </message>
    <message>
        <source>Copy the subject's name</source>
        <translation>انسخ اسم الموضوع</translation>
    </message>
    <message>
        <source>id address clipboard</source>
        <translation>معرّف عنوان حافظة</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>shortcuts help</source>
        <translation>اختصارات مساعدة</translation>
    </message>
    <message>
        <source>Undo what is about to leave</source>
        <translation>تراجع عما هو على وشك الخروج</translation>
    </message>
    <message>
        <source>cancel outbox comment</source>
        <translation>إلغاء صادر تعليق</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>زامِن الآن</translation>
    </message>
    <message>
        <source>fetch refresh hub</source>
        <translation>جلب تحديث منصة</translation>
    </message>
    <message>
        <source>Stop the sync</source>
        <translation>أوقف المزامنة</translation>
    </message>
    <message>
        <source>cancel abort</source>
        <translation>إلغاء إيقاف</translation>
    </message>
    <message>
        <source>Choose what to watch</source>
        <translation>اختر ما يُتابَع</translation>
    </message>
    <message>
        <source>repositories organisations listings</source>
        <translation>مستودعات منظمات قوائم</translation>
    </message>
    <message>
        <source>Export keys…</source>
        <translation>صدِّر المفاتيح…</translation>
    </message>
    <message>
        <source>Import keys…</source>
        <translation>استورد المفاتيح…</translation>
    </message>
    <message>
        <source>Restore the default keys</source>
        <translation>أعد المفاتيح الافتراضية</translation>
    </message>
    <message>
        <source>Next column</source>
        <translation>العمود التالي</translation>
    </message>
    <message>
        <source>focus queue evidence judgement</source>
        <translation>تركيز قائمة أدلة حكم</translation>
    </message>
    <message>
        <source>Previous column</source>
        <translation>العمود السابق</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>نص أكبر</translation>
    </message>
    <message>
        <source>zoom in</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>نص أصغر</translation>
    </message>
    <message>
        <source>zoom out</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>حجم النص العادي</translation>
    </message>
    <message>
        <source>zoom reset</source>
        <translation>إعادة التكبير</translation>
    </message>
    <message>
        <source>Colours: as the system</source>
        <translation>الألوان: كالنظام</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>سمة</translation>
    </message>
    <message>
        <source>Colours: light</source>
        <translation>الألوان: فاتحة</translation>
    </message>
    <message>
        <source>theme day</source>
        <translation>سمة نهار</translation>
    </message>
    <message>
        <source>Colours: dark</source>
        <translation>الألوان: داكنة</translation>
    </message>
    <message>
        <source>theme night</source>
        <translation>سمة ليل</translation>
    </message>
    <message>
        <source>Colours: high contrast</source>
        <translation>الألوان: تباين عالٍ</translation>
    </message>
    <message>
        <source>theme accessibility</source>
        <translation>سمة إتاحة</translation>
    </message>
    <message>
        <source>About Docket</source>
        <translation>عن Docket</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>اخرج</translation>
    </message>
    <message>
        <source>Pictures start blurred</source>
        <translation>تبدأ الصور مموهة</translation>
    </message>
    <message>
        <source>image reveal wellbeing</source>
        <translation>صورة كشف راحة</translation>
    </message>
    <message>
        <source>Pictures start without colour</source>
        <translation>تبدأ الصور بلا ألوان</translation>
    </message>
    <message>
        <source>image reveal greyscale wellbeing</source>
        <translation>صورة كشف رمادي راحة</translation>
    </message>
    <message>
        <source>Contents beside the card</source>
        <translation>المحتويات بجانب البطاقة</translation>
    </message>
    <message>
        <source>outline headings toc</source>
        <translation>مخطط عناوين فهرس</translation>
    </message>
</context>
<context>
    <name>docket::ui::shell::MainWindow</name>
    <message>
        <source>Docket keys (*.json)</source>
        <translation>مفاتيح Docket (*.json)</translation>
    </message>
    <message>
        <source>Export keys</source>
        <translation>صدِّر المفاتيح</translation>
    </message>
    <message>
        <source>Import keys</source>
        <translation>استورد المفاتيح</translation>
    </message>
    <message>
        <source>No case is open</source>
        <translation>لا قضية مفتوحة</translation>
    </message>
    <message>
        <source>Take the first of the queue, or search for one.</source>
        <translation>خذ الأولى من القائمة، أو ابحث عن واحدة.</translation>
    </message>
    <message>
        <source>Docket %1</source>
        <translation>Docket %L1</translation>
    </message>
    <message>
        <source>A workstation for moderating machine-learning hubs. Free software under the GPL, version 3 or later.</source>
        <translation>محطة عمل للإشراف على منصات تعلم الآلة. برنامج حر برخصة GPL، الإصدار 3 أو أحدث.</translation>
    </message>
    <message>
        <source>case</source>
        <translation>قضية</translation>
    </message>
    <message>
        <source>%1 – Docket</source>
        <translation>%L1 – Docket</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>للقراءة فقط</translation>
    </message>
    <message>
        <source>Another Docket has this workspace open. You can read everything; close the other one to decide here.</source>
        <translation>برنامج Docket آخر يفتح مساحة العمل هذه. يمكنك قراءة كل شيء؛ أغلق الآخر لتقرر هنا.</translation>
    </message>
</context>
<context>
    <name>docket::ui::shell::StatusLine</name>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>أوقف</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Sync progress</source>
        <translation>تقدم المزامنة</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>لم تُزامَن بعد</translation>
    </message>
    <message>
        <source>Not synced yet · %1</source>
        <translation>لم تُزامَن بعد · %L1</translation>
    </message>
    <message>
        <source>Synced %1 · %2</source>
        <translation>زُومنت %L1 · %L2</translation>
    </message>
    <message>
        <source>Syncing %1 · %L2 of %L3</source>
        <translation>تزامن %L1 · %L2 من %L3</translation>
    </message>
    <message>
        <source>Syncing %1</source>
        <translation>تزامن %L1</translation>
    </message>
    <message>
        <source>Sync failed · %1</source>
        <translation>فشلت المزامنة · %L1</translation>
    </message>
    <message>
        <source>Sync failed · %1, as of %2</source>
        <translation>فشلت المزامنة · %L1، حتى %L2</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) leave in %1 s</source>
        <comment>outward acts such as comments</comment>
        <translation>
            <numerusform>لا شيء يخرج</numerusform>
            <numerusform>إجراء واحد يخرج بعد %L1 ث</numerusform>
            <numerusform>إجراءان يخرجان بعد %L1 ث</numerusform>
            <numerusform>%Ln إجراءات تخرج بعد %L1 ث</numerusform>
            <numerusform>%Ln إجراءً يخرج بعد %L1 ث</numerusform>
            <numerusform>%Ln إجراء يخرج بعد %L1 ث</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) could not be sent</source>
        <translation>
            <numerusform>أُرسل كل شيء</numerusform>
            <numerusform>تعذر إرسال إجراء واحد</numerusform>
            <numerusform>تعذر إرسال إجراءين</numerusform>
            <numerusform>تعذر إرسال %Ln إجراءات</numerusform>
            <numerusform>تعذر إرسال %Ln إجراءً</numerusform>
            <numerusform>تعذر إرسال %Ln إجراء</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) wait for the Hub</source>
        <translation>
            <numerusform>لا شيء ينتظر المنصة</numerusform>
            <numerusform>إجراء واحد ينتظر المنصة</numerusform>
            <numerusform>إجراءان ينتظران المنصة</numerusform>
            <numerusform>%Ln إجراءات تنتظر المنصة</numerusform>
            <numerusform>%Ln إجراءً ينتظر المنصة</numerusform>
            <numerusform>%Ln إجراء ينتظر المنصة</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is about to leave</source>
        <translation>لا شيء على وشك الخروج</translation>
    </message>
    <message numerus="yes">
        <source>Log: %Ln entr(ies)</source>
        <translation>
            <numerusform>السجل: بلا مدخلات</numerusform>
            <numerusform>السجل: مدخلة واحدة</numerusform>
            <numerusform>السجل: مدخلتان</numerusform>
            <numerusform>السجل: %Ln مدخلات</numerusform>
            <numerusform>السجل: %Ln مدخلة</numerusform>
            <numerusform>السجل: %Ln مدخلة</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, being verified</source>
        <translation>%L1، قيد التحقق</translation>
    </message>
    <message>
        <source>%1, verified</source>
        <translation>%L1، محقَّق</translation>
    </message>
    <message>
        <source>%1, does not verify</source>
        <translation>%L1، لا يصح التحقق منه</translation>
    </message>
    <message>
        <source>%1 · witnessed up to %L2</source>
        <translation>%L1 · مشهود حتى %L2</translation>
    </message>
    <message numerus="yes">
        <source>%n decided today</source>
        <translation>
            <numerusform>لا قرارات اليوم</numerusform>
            <numerusform>قرار واحد اليوم</numerusform>
            <numerusform>قراران اليوم</numerusform>
            <numerusform>%Ln قرارات اليوم</numerusform>
            <numerusform>%Ln قرارًا اليوم</numerusform>
            <numerusform>%Ln قرار اليوم</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%L1: %L2</translation>
    </message>
    <message>
        <source>%1, verified in full</source>
        <translation>%L1، محقَّق كاملًا</translation>
    </message>
</context>
<context>
    <name>docket::ui::shell::TopBar</name>
    <message>
        <source>Menus and queues</source>
        <translation>القوائم وصفوف العمل</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>أوامر</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>مفاتيح</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;ملف</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;قضية</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;عرض</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>م&amp;ساعدة</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets</name>
    <message>
        <source>S0, information</source>
        <translation>S0، للعلم</translation>
    </message>
    <message>
        <source>S1, minor</source>
        <translation>S1، طفيف</translation>
    </message>
    <message>
        <source>S2, moderate</source>
        <translation>S2، متوسط</translation>
    </message>
    <message>
        <source>S3, serious</source>
        <translation>S3، خطير</translation>
    </message>
    <message>
        <source>S4, critical</source>
        <translation>S4، حرج</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::ActionRegistry</name>
    <message>
        <source>Everywhere</source>
        <translation>في كل مكان</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>القضية</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>الأدلة</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>الحكم</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>السجل</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::Banner</name>
    <message>
        <source>No answer from %1</source>
        <translation>لا جواب من %L1</translation>
    </message>
    <message>
        <source>The Hub does not accept the token (%1)</source>
        <translation>المنصة لا تقبل رمز الدخول (%L1)</translation>
    </message>
    <message>
        <source>The token has no right to do this (%1)</source>
        <translation>ليس لرمز الدخول حق في هذا (%L1)</translation>
    </message>
    <message>
        <source>%1 is gated and not open to this account</source>
        <translation>%L1 مقيَّد وغير مفتوح لهذا الحساب</translation>
    </message>
    <message>
        <source>%1 was taken down</source>
        <translation>أُزيل %L1</translation>
    </message>
    <message>
        <source>%1 is not there</source>
        <translation>%L1 غير موجود</translation>
    </message>
    <message>
        <source>%1 changed meanwhile</source>
        <translation>تغيّر %L1 في هذه الأثناء</translation>
    </message>
    <message>
        <source>The Hub asks us to wait (%1)</source>
        <translation>تطلب المنصة أن ننتظر (%L1)</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>لا يمكن قراءة %L1</translation>
    </message>
    <message>
        <source>%1 was refused</source>
        <translation>رُفض %L1</translation>
    </message>
    <message>
        <source>%1 could not be stored or read</source>
        <translation>تعذر حفظ %L1 أو قراءته</translation>
    </message>
    <message>
        <source>%1 does not verify; writing has stopped</source>
        <translation>لا يصح التحقق من %L1؛ توقفت الكتابة</translation>
    </message>
    <message>
        <source>%1 was stopped</source>
        <translation>أُوقف %L1</translation>
    </message>
    <message>
        <source>%1 is larger than Docket accepts</source>
        <translation>%L1 أكبر مما يقبله Docket</translation>
    </message>
    <message>
        <source>%1 needs a newer Docket</source>
        <translation>يحتاج %L1 إلى إصدار أحدث من Docket</translation>
    </message>
    <message>
        <source>%1 was called wrongly</source>
        <translation>استُدعي %L1 على نحو خاطئ</translation>
    </message>
    <message>
        <source>%1 is locked</source>
        <translation>%L1 مقفل</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>أخفِ</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Type a command, a case or an author</source>
        <translation>اكتب أمرًا أو قضية أو صاحب عمل</translation>
    </message>
    <message>
        <source>Command or case</source>
        <translation>أمر أو قضية</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>الأوامر المطابقة</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::KeyButton</name>
    <message>
        <source>Key: %1</source>
        <translation>المفتاح: %L1</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::KeyRow</name>
    <message>
        <source>press a key</source>
        <translation>اضغط مفتاحًا</translation>
    </message>
</context>
<context>
    <name>docket::ui::widgets::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>Search keys by what they do</source>
        <translation>ابحث عن المفاتيح بما تفعله</translation>
    </message>
    <message>
        <source>Search keys</source>
        <translation>ابحث عن المفاتيح</translation>
    </message>
    <message>
        <source>%1 already means "%2". Free it there first, or press another key.</source>
        <translation>%L1 يعني "%L2" بالفعل. حرِّره هناك أولًا، أو اضغط مفتاحًا آخر.</translation>
    </message>
    <message>
        <source>Press a row to give it another key. Keys can be exported and imported from the File menu.</source>
        <translation>اضغط صفًا لتعطيه مفتاحًا آخر. يمكن تصدير المفاتيح واستيرادها من قائمة ملف.</translation>
    </message>
    <message>
        <source>No key does that. Try the command palette for everything by name.</source>
        <translation>لا مفتاح يفعل ذلك. جرّب لوحة الأوامر فكل شيء فيها باسمه.</translation>
    </message>
</context>
</TS>
