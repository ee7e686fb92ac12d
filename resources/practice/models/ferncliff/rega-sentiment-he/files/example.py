# דוגמה: דירוג נציגות שירות לפי ממוצע סנטימנט
from transformers import pipeline
clf = pipeline('text-classification', 'ferncliff/rega-sentiment-he')
